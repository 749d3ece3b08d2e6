import type { AgreementFact } from '@wallet/contracts';
import { EraseAnswers } from '../../../application/tokens/erase-answers';
import { RevokeAgreement } from '../../../application/agreements/revoke-agreement';
import { agreementsFixture, client, type AgreementsFixture } from '../../../../test/agreements-fixture';
import { byOperator } from '../../../../test/operator-note';
import { policy } from '../../../../test/replica';
import { authDataSource } from '../database';
import { PostgresNotices } from './postgres-notices';

const note = { operator: 'ops', reason: 'a test' };

describe('what was told of agreements', () => {
  let auth: AgreementsFixture;
  let source: ReturnType<typeof authDataSource>;
  let notices: PostgresNotices;
  let bindings = 0;

  beforeAll(async () => {
    auth = await agreementsFixture();
    source = await authDataSource(auth.database.urlFor('wallet_auth')).initialize();
    notices = new PostgresNotices(source);
  });
  afterAll(async () => {
    await source.destroy();
    await auth.stop();
  });

  const repair = (ids: readonly string[], by?: typeof note) => notices.repair(ids, by, auth.clock.at);
  const lose = () => auth.sql('delete from auth.outbox');
  const idOf = async (reference: string) => String((await auth.agreement(reference))?.['id']);

  async function made() {
    const referenceAgreementId = `told-${++bindings}`;
    const authorization = { authClientId: client, authState: '', referenceAgreementId };
    await auth.first.make.execute([auth.settled(authorization)]);
    return named(referenceAgreementId, await idOf(referenceAgreementId));
  }

  const named = (referenceAgreementId: string, agreementId: string) => ({
    agreementId,
    referenceAgreementId,
    told: (fact: 'TokenCreated' | 'TokenCancelled') => ({
      agreementId,
      authClientId: client,
      referenceAgreementId,
      fact,
    }),
  });

  const end = (agreementId: string) =>
    new RevokeAgreement(auth.first.agreements, auth.vault, auth.clock).execute({
      agreementId,
      by: byOperator,
      traceparent: '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01',
    });

  function pairOf(fact: AgreementFact | undefined) {
    if (fact?.fact !== 'TokenCreated') throw new Error('no tokens');
    return JSON.parse(auth.openFact(fact, fact.sealedTokens)) as { accessToken: string; refreshToken: string };
  }

  it.each([1, 2, 500])('is listed once each, in pages of %d: made by a payment and unused, or ended', async (limit) => {
    auth.advance(3_600);
    const since = auth.clock.at;
    const [unused, used, ended] = [await made(), await made(), await made()];
    await auth.pay(pairOf((await auth.facts(used.referenceAgreementId))[0]).accessToken);
    const code = await auth.code();
    await auth.redeem(code);
    auth.advance(1);
    const byCode = named(code.referenceAgreementId, await idOf(code.referenceAgreementId));
    const open = await auth.code();
    await auth.redeem(open);
    await end(ended.agreementId);
    await end(byCode.agreementId);
    const found = [];
    let after;
    do {
      const page = await notices.told({ since, after, limit });
      found.push(...page.agreements);
      after = page.next;
    } while (after);
    const [first, ...others] = found;
    expect(first).toEqual(unused.told('TokenCreated'));
    expect(others).toHaveLength(2);
    expect(others).toEqual(expect.arrayContaining([ended.told('TokenCancelled'), byCode.told('TokenCancelled')]));
  });

  it('is the same fact again, once, with who and why', async () => {
    const agreement = await made();
    const told = await auth.facts(agreement.referenceAgreementId);
    const ids = [agreement.agreementId];
    expect(await repair(ids, note)).toMatchObject({ mended: [], underWay: [agreement.told('TokenCreated')] });
    await lose();
    const again = { mended: [agreement.told('TokenCreated')], underWay: [], lost: [] };
    expect(await repair(ids)).toEqual(again);
    expect(await auth.facts(agreement.referenceAgreementId)).toEqual([]);
    expect(await repair(ids, note)).toEqual(again);
    expect(await auth.facts(agreement.referenceAgreementId)).toEqual(told);
    await lose();
    auth.advance(59);
    expect(await repair(ids, note)).toMatchObject({ mended: [], underWay: [agreement.told('TokenCreated')] });
    auth.advance(2);
    expect(await repair(ids, note)).toEqual(again);
    const details = { ...agreement.told('TokenCreated') };
    expect(
      await auth.sql(
        `select action, customer_id, operator, reason, details from auth.operator_action
         where details->>'agreementId' = $1 and action = 'TELL_AGAIN'`,
        ids,
      ),
    ).toEqual(Array(2).fill({ action: 'TELL_AGAIN', customer_id: auth.customerId, ...note, details }));
  });

  it('is only its end, once an agreement has ended', async () => {
    const agreement = await made();
    await end(agreement.agreementId);
    const [, ended] = await auth.facts(agreement.referenceAgreementId);
    await lose();
    expect(await repair([agreement.agreementId], note)).toMatchObject({ mended: [agreement.told('TokenCancelled')] });
    expect(await auth.facts(agreement.referenceAgreementId)).toEqual([ended]);
  });

  it.each(['used', 'refreshed', 'old'])('is not kept of tokens that are %s', async (what) => {
    const agreement = await made();
    const { accessToken, refreshToken } = pairOf((await auth.facts(agreement.referenceAgreementId))[0]);
    const copies = () => auth.sql('select 1 from auth.told_fact where agreement_id = $1', [agreement.agreementId]);
    expect(await copies()).toHaveLength(1);
    if (what === 'used') await auth.pay(accessToken);
    if (what === 'refreshed') await auth.refresh(refreshToken);
    if (what === 'old') {
      const noticeCopyMs = 86_400_000;
      const erase = new EraseAnswers(auth.first.agreements, auth.clock, { graceMs: policy.graceMs, noticeCopyMs });
      auth.advance(86_399);
      while (await erase.execute());
      expect(await copies()).toHaveLength(1);
      auth.advance(1);
      while (await erase.execute());
    }
    expect(await copies()).toEqual([]);
    await lose();
    expect(await repair([agreement.agreementId], note)).toEqual({
      mended: [],
      underWay: [],
      lost: what === 'old' ? [agreement.told('TokenCreated')] : [],
    });
  });

  it('is not told by a release that ended the agreement without keeping a copy', async () => {
    const agreement = await made();
    await auth.sql(
      `update auth.agreement set status = 'CANCELLED', cancelled_at = $2, cancel_reason = 'WALLET',
         sealed_access_token = null where id = $1`,
      [agreement.agreementId, auth.clock.at],
    );
    await lose();
    expect(await repair([agreement.agreementId], note)).toMatchObject({
      mended: [],
      lost: [agreement.told('TokenCancelled')],
    });
  });

  it('is left alone while another transaction holds the agreement', async () => {
    const agreement = await made();
    await lose();
    await auth.transaction(async (sql) => {
      await sql('select 1 from auth.agreement where id = $1 for update', [agreement.agreementId]);
      expect(await repair([agreement.agreementId], note)).toEqual({
        mended: [],
        underWay: [agreement.told('TokenCreated')],
        lost: [],
      });
    });
  });
});
