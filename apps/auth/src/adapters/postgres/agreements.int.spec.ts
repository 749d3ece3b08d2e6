import {
  answerPlace,
  answerSchema,
  consultAgreement,
  listAgreements,
  revokeAgreement,
  type Answer,
  type Command,
  type Topic,
} from '@wallet/contracts';
import { systemClock } from '@wallet/kernel';
import { serve, type Message } from '@wallet/messaging';
import { DependencyFault, metrics } from '@wallet/service';
import { fakeMessage, RecordingBus } from '@wallet/testkit';
import { ConsultAgreement } from '../../application/agreements/consult-agreement';
import { EraseAnswers } from '../../application/tokens/erase-answers';
import { ListAgreements } from '../../application/agreements/list-agreements';
import { RevokeAgreement } from '../../application/agreements/revoke-agreement';
import { agreementsFixture, client, refused, type AgreementsFixture } from '../../../test/agreements-fixture';
import { policy } from '../../../test/replica';
import { byOperator, operatorNote } from '../../../test/operator-note';

describe('agreements in Postgres', () => {
  let auth: AgreementsFixture;
  let bindings = 0;

  beforeAll(async () => {
    auth = await agreementsFixture();
  });
  afterAll(() => auth.stop());

  const newBinding = () => ({ authClientId: client, authState: '', referenceAgreementId: `binding-${++bindings}.` });

  async function bound() {
    const { referenceAgreementId } = await boundTokens();
    return { referenceAgreementId, agreementId: String((await auth.agreement(referenceAgreementId))?.['id']) };
  }

  async function boundTokens() {
    const code = await auth.code();
    return { ...(await auth.redeem(code)).tokens, referenceAgreementId: code.referenceAgreementId };
  }

  describe('after a payment with authorization', () => {
    it('are made with tokens that a fact carries on', async () => {
      const authorization = newBinding();
      await auth.first.make.execute([auth.settled(undefined), auth.settled(authorization)]);
      const [fact, ...others] = await auth.facts(authorization.referenceAgreementId);
      expect(others).toEqual([]);
      expect(fact).toMatchObject({
        fact: 'TokenCreated',
        authClientId: client,
        referenceAgreementId: authorization.referenceAgreementId,
        referenceMerchantId: 'M-1',
        customerId: auth.customerId,
        userLoginId: '852-***2345',
        scopes: ['AGREEMENT_PAY'],
        accessTokenExpiresAt: new Date(auth.clock.at.getTime() + 3_600_000).toISOString(),
      });
      if (fact?.fact !== 'TokenCreated') throw new Error('no tokens');
      const tokens = JSON.parse(auth.openFact(fact, fact.sealedTokens)) as Record<string, string>;
      expect(await auth.pay(tokens['accessToken'] ?? '')).toBe('valid');
      expect((await auth.refresh(tokens['refreshToken'] ?? '')).answer).toMatchObject({ outcome: 'done' });
    });

    it('are made once, however often the fact comes', async () => {
      const authorization = newBinding();
      const message = auth.settled(authorization);
      await Promise.allSettled([auth.first, auth.second, auth.first].map(({ make }) => make.execute([message])));
      await auth.first.make.execute([message, message]);
      expect(await auth.facts(authorization.referenceAgreementId)).toHaveLength(1);
    });

    it('are left alone where one of the customer lives, also when frozen since', async () => {
      const { referenceAgreementId, ...rest } = newBinding();
      const message = auth.settled({ referenceAgreementId, ...rest });
      await auth.first.make.execute([message]);
      await auth.customerIs('FROZEN');
      await auth.first.make.execute([message]);
      await auth.customerIs('ACTIVE');
      expect(await auth.agreement(referenceAgreementId)).toMatchObject({ status: 'ACTIVE', version: 1 });
    });

    it('are not made for another customer, one who is not active, or after the end', async () => {
      const before = await notMade();
      const taken = newBinding();
      await auth.first.make.execute([auth.settled(taken)]);
      await auth.first.make.execute([auth.settled(taken, '2160000000009999')]);
      expect(await auth.agreement(taken.referenceAgreementId)).toMatchObject({ customer_id: auth.customerId });

      const [unknown, frozen] = [newBinding(), newBinding()];
      await auth.first.make.execute([auth.settled(unknown, '2160000000009999')]);
      await auth.customerIs('FROZEN');
      await auth.first.make.execute([auth.settled(frozen)]);
      await auth.customerIs('ACTIVE');
      for (const { referenceAgreementId } of [unknown, frozen]) {
        expect(await auth.agreement(referenceAgreementId)).toBeUndefined();
      }

      const ended = newBinding();
      await auth.first.make.execute([auth.settled(ended)]);
      const id = String((await auth.agreement(ended.referenceAgreementId))?.['id']);
      await revoke().execute({ agreementId: id, by: byOperator, traceparent: 't' });
      await auth.first.make.execute([auth.settled(ended)]);
      expect((await auth.facts(ended.referenceAgreementId)).map(({ fact }) => fact)).toEqual([
        'TokenCreated',
        'TokenCancelled',
      ]);
      const reasons = ['other-customer', 'CustomerNotFound', 'CustomerNotActive', 'cancelled'];
      const after = await notMade();
      expect(reasons.map((reason) => (after.get(reason) ?? 0) - (before.get(reason) ?? 0))).toEqual([1, 1, 1, 1]);
    });

    it('wait for the directory', async () => {
      const message = auth.settled(newBinding());
      jest.spyOn(auth.customers, 'find').mockRejectedValueOnce(new DependencyFault('directory', 'down'));
      await expect(auth.first.make.execute([message])).rejects.toThrow(DependencyFault);
    });

    it.each(['outbox', 'token'])('are not made when %s rows cannot be stored', async (table) => {
      const authorization = newBinding();
      await auth.sql(`REVOKE INSERT ON auth.${table} FROM wallet_auth`);
      await expect(auth.first.make.execute([auth.settled(authorization)])).rejects.toThrow('permission denied');
      await auth.sql(`GRANT INSERT ON auth.${table} TO wallet_auth`);
      expect(await auth.agreement(authorization.referenceAgreementId)).toBeUndefined();
      await auth.first.make.execute([auth.settled(authorization)]);
      expect(await auth.facts(authorization.referenceAgreementId)).toHaveLength(1);
    });
  });

  const revoke = () => new RevokeAgreement(auth.first.agreements, auth.vault, auth.clock);

  describe('end', () => {
    const done = { outcome: 'done', result: { kind: 'token-cancelled' } };

    it('by any access token that they ever had, as often as one likes, and tell of it once', async () => {
      const { accessToken, refreshToken, referenceAgreementId } = await boundTokens();
      const { tokens } = await auth.refresh(refreshToken);
      expect(await auth.pay(tokens.accessToken)).toBe('valid');
      expect(await auth.cancel(refreshToken)).toEqual(refused('TokenInvalid'));
      auth.advance(4_000);
      expect(await auth.cancel(accessToken)).toEqual(done);
      expect(await auth.pay(tokens.accessToken)).toBe('TokenInvalid');
      expect(await auth.cancel(tokens.accessToken)).toEqual(done);
      expect(await auth.cancel('never made')).toEqual(refused('TokenInvalid'));
      const facts = await auth.facts(referenceAgreementId);
      expect(facts).toMatchObject([{ fact: 'TokenCancelled' }]);
      const [fact] = facts;
      expect(fact && 'sealedAccessToken' in fact && auth.openFact(fact, fact.sealedAccessToken)).toBe(
        tokens.accessToken,
      );
    });

    it('once when two replicas are asked at once', async () => {
      const { referenceAgreementId, agreementId } = await bound();
      const by = { reason: 'WALLET', customerId: auth.customerId } as const;
      const other = new RevokeAgreement(auth.second.agreements, auth.vault, auth.clock);
      const calls = [revoke(), other, revoke(), other].map((each) =>
        each.execute({ agreementId, by, traceparent: 't' }),
      );
      const changed = (await Promise.all(calls)).map((revoked) => revoked?.changed);
      expect(changed.filter(Boolean)).toEqual([true]);
      expect(await auth.facts(referenceAgreementId)).toHaveLength(1);
    });

    it('by an operator, with who and why, kept once', async () => {
      const { agreementId } = await bound();
      for (const changed of [true, false]) {
        expect(await revoke().execute({ agreementId, by: byOperator, traceparent: 't' })).toMatchObject({ changed });
      }
      const sql = `SELECT action, customer_id, operator, reason FROM auth.operator_action
        WHERE details = jsonb_build_object('agreementId', $1::text)`;
      expect(await auth.sql(sql, [agreementId])).toEqual([
        { action: 'REVOKE', customer_id: auth.customerId, ...operatorNote },
      ]);
    });

    it('by their own customer only', async () => {
      const { agreementId } = await bound();
      const by = { reason: 'WALLET', customerId: 'another' } as const;
      expect(await revoke().execute({ agreementId, by, traceparent: 't' })).toBeUndefined();
    });

    it('not at all when the fact about it cannot be stored', async () => {
      const { accessToken } = await boundTokens();
      await auth.sql('REVOKE INSERT ON auth.outbox FROM wallet_auth');
      await expect(auth.cancel(accessToken)).rejects.toThrow('permission denied');
      await auth.sql('GRANT INSERT ON auth.outbox TO wallet_auth');
      expect(await auth.pay(accessToken)).toBe('valid');
    });
  });

  it('tell the wallet what to ask Alipay+ about', async () => {
    const consult = new ConsultAgreement(auth.second.agreements, auth.vault);
    const { agreementId } = await bound();
    const { customerId } = auth;
    const asked = (by: string) =>
      fakeMessage(consultAgreement, { agreementId, customerId: by }, { correlationId: 'c-1' });
    const answer = await consult.execute(asked(customerId));
    if (answer.outcome !== 'done' || answer.result.kind !== 'unbinding') throw new Error('not answered');
    const { sealedAccessToken, ...rest } = answer.result;
    expect(rest).toEqual({ kind: 'unbinding', authClientId: client });
    expect(await auth.pay(sealedAccessToken ? auth.open(sealedAccessToken, answerPlace('c-1')) : '')).toBe('valid');
    expect(await consult.execute(asked('another'))).toEqual(refused('AgreementNotFound'));
    await revoke().execute({ agreementId, by: byOperator, traceparent: 't' });
    expect(await consult.execute(asked(customerId))).toEqual({ ...answer, result: rest });
  });

  it('answer the wallet app, which ends one as often as it likes', async () => {
    const { agreements } = auth.first;
    const [list, consult] = [new ListAgreements(agreements), new ConsultAgreement(agreements, auth.vault)];
    const { agreementId } = await bound();
    const { customerId } = auth;
    const answers = async <P>(topic: Topic<P>, use: (command: Command<P>) => Promise<Answer>, batch: Message<P>[]) => {
      const bus = new RecordingBus();
      const handle = (some: readonly Command<P>[]) => Promise.all(some.map(use));
      await serve({ topic, handle, bus, clock: systemClock }, batch);
      return bus.answers.map(({ answer }) => answerSchema.parse(answer));
    };
    const asked = fakeMessage(listAgreements, { customerId });
    const [listed] = await answers(listAgreements, (command) => list.execute(command), [asked]);
    expect(listed).toMatchObject({ outcome: 'done', result: { kind: 'agreements' } });
    const unbind = fakeMessage(consultAgreement, { agreementId, customerId });
    const consulted = (message: typeof unbind) =>
      answers(consultAgreement, (command) => consult.execute(command), [message]);
    expect(await consulted(unbind)).toMatchObject([{ result: { kind: 'unbinding' } }]);
    const late = { deadline: new Date(0) };
    expect(await consulted({ ...unbind, ...late })).toEqual([]);
    const end = fakeMessage(revokeAgreement, { agreementId, customerId }, late);
    const foreign = fakeMessage(revokeAgreement, { agreementId, customerId: 'another' });
    const ended = { outcome: 'done', result: { kind: 'agreement-revoked' } };
    expect(await answers(revokeAgreement, (command) => revoke().unbind(command), [end, foreign, end])).toEqual([
      ended,
      refused('AgreementNotFound'),
      ended,
    ]);
  });

  it('are listed newest first, of one customer', async () => {
    auth.advance(1);
    const older = await bound();
    auth.advance(1);
    const newer = await bound();
    await revoke().execute({ agreementId: older.agreementId, by: byOperator, traceparent: 't' });
    const list = new ListAgreements(auth.second.agreements);
    const listed = async (customerId: string) => {
      const answer = await list.execute(fakeMessage(listAgreements, { customerId }));
      if (answer.outcome !== 'done' || answer.result.kind !== 'agreements') throw new Error('not answered');
      return answer.result.agreements;
    };
    const [one, two] = await listed(auth.customerId);
    const madeAt = auth.clock.at.toISOString();
    expect(one).toEqual({
      ...newer,
      authClientId: client,
      authClientName: 'A shop',
      status: 'ACTIVE',
      madeAt,
      scopes: ['AGREEMENT_PAY', 'SEND_OTP'],
    });
    expect(two).toMatchObject({ ...older, status: 'CANCELLED', cancelledAt: madeAt });
    expect(await listed('another')).toEqual([]);
  });

  it('lose the sealed answer when its grace is over', async () => {
    const erase = new EraseAnswers(auth.second.agreements, auth.clock, {
      graceMs: policy.graceMs,
      noticeCopyMs: 86_400_000,
    });
    const sealed = async ({ referenceAgreementId }: { referenceAgreementId: string }) =>
      (await auth.agreement(referenceAgreementId))?.['sealed_answer'];
    const old = await boundTokens();
    auth.advance(1);
    const young = await boundTokens();
    auth.advance(599);
    expect([await sealed(old), await sealed(young)]).toEqual([expect.any(String), expect.any(String)]);
    expect(await erase.execute()).toBe(false);
    expect([await sealed(old), await sealed(young)]).toEqual([null, expect.any(String)]);
    expect(await auth.pay(old.accessToken)).toBe('valid');
  });

  it('keep no token in plain', async () => {
    const tokens = await boundTokens();
    await auth.cancel((await boundTokens()).accessToken);
    const dumped = await Promise.all(
      ['agreement', 'token', 'auth_code', 'preparation', 'outbox'].map((table) =>
        auth.sql<{ text: string }>(`SELECT ${table}::text AS text FROM auth.${table}`),
      ),
    );
    const dump = dumped
      .flat()
      .map(({ text }) => text)
      .join('\n');
    expect(dump).toContain(auth.hash(tokens.accessToken));
    expect(dump).not.toMatch(/281\d{3}[01]3[0-9A-Za-z]{24}/);
  });

  it('give the service no right to forget or to rewrite', async () => {
    for (const table of ['agreement', 'token', 'auth_code', 'preparation']) {
      await expect(auth.asService(`DELETE FROM auth.${table}`)).rejects.toThrow('permission denied');
    }
    for (const change of [
      'token SET expires_at = now()',
      `agreement SET customer_id = ''`,
      'auth_code SET number = 2',
    ]) {
      await expect(auth.asService(`UPDATE auth.${change}`)).rejects.toThrow('permission denied');
    }
  });
});

/** The alert by reason. */
async function notMade(): Promise<Map<unknown, number>> {
  const alert = await metrics.counter('auth_agreements_not_made_total', '', ['reason']).get();
  return new Map(alert.values.map(({ labels, value }) => [labels.reason, value]));
}
