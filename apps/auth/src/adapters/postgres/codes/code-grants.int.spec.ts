import { DependencyFault } from '@wallet/service';
import { FaultProxy } from '@wallet/testkit';
import {
  agreementsFixture,
  refused,
  unknown,
  type AgreementsFixture,
  type Asked,
} from '../../../../test/agreements-fixture';

describe('codes for tokens, in Postgres', () => {
  let auth: AgreementsFixture;

  beforeAll(async () => {
    auth = await agreementsFixture();
  });
  afterAll(() => auth.stop());

  const counted = async (table: string, referenceAgreementId: string): Promise<number> => {
    const agreements = 'SELECT id FROM auth.agreement WHERE reference_agreement_id = $1';
    const [row] = await auth.sql<{ count: string }>(
      table === 'agreement'
        ? 'SELECT count(*) FROM auth.agreement WHERE reference_agreement_id = $1'
        : `SELECT count(*) FROM auth.token WHERE agreement_id IN (${agreements})`,
      [referenceAgreementId],
    );
    return Number(row?.count);
  };

  it('makes tokens of a right OTP, and the agreement of what was prepared', async () => {
    const code = await auth.code();
    const { answer, tokens } = await auth.redeem(code);
    expect(answer).toMatchObject({
      outcome: 'done',
      result: {
        kind: 'tokens',
        customerId: auth.customerId,
        userLoginId: '852-***2345',
        accessTokenExpiresAt: new Date(auth.clock.at.getTime() + 3_600_000).toISOString(),
        refreshTokenExpiresAt: new Date(auth.clock.at.getTime() + 7_200_000).toISOString(),
      },
    });
    for (const token of Object.values(tokens)) expect(token).toMatch(/^28160003[0-9A-F]{32}$/);
    expect(await auth.agreement(code.referenceAgreementId)).toMatchObject({
      auth_client_id: 'client-1',
      customer_id: auth.customerId,
      status: 'ACTIVE',
      origin: 'CODE',
      scopes: ['AGREEMENT_PAY', 'SEND_OTP'],
      generation: 1,
      version: 1,
      user_login_id: '852-***2345',
    });
    expect(await auth.codeStatus(code)).toBe('USED');
    expect(await auth.facts(code.referenceAgreementId)).toEqual([]);
    expect(await auth.pay(tokens.accessToken)).toBe('valid');
  });

  it('makes one family when 100 come at once over two replicas, and tells each the same tokens', async () => {
    const code = await auth.code();
    const calls = Array.from({ length: 100 }, (_, index) =>
      auth.redeem(code, { on: index % 2 ? auth.first : auth.second }),
    );
    const asked = await Promise.all(calls);
    expect(new Set(asked.map(({ tokens }) => tokens.accessToken)).size).toBe(1);
    expect(asked[0]?.tokens.accessToken).toMatch(/^281/);
    expect(await counted('agreement', code.referenceAgreementId)).toBe(1);
    expect(await counted('token', code.referenceAgreementId)).toBe(2);
  });

  it('works at 9:59 and not at 10:01', async () => {
    const [early, late] = [await auth.code('REDIRECT'), await auth.code('REDIRECT')];
    auth.advance(599);
    expect((await auth.authorize(early)).answer).toMatchObject({ outcome: 'done' });
    auth.advance(2);
    expect((await auth.authorize(late)).answer).toEqual(refused('CodeExpired'));
    expect((await auth.authorize(late)).answer).toEqual(refused('CodeExpired'));
  });

  describe('a used code', () => {
    const isRevoked = async (code: { referenceAgreementId: string }, tokens: Asked['tokens'], reason: string) => {
      const { referenceAgreementId } = code;
      expect(await auth.agreement(referenceAgreementId)).toMatchObject({
        status: 'CANCELLED',
        cancel_reason: reason,
        cancelled_at: auth.clock.at,
        sealed_access_token: null,
        sealed_answer: null,
        version: 2,
      });
      const facts = await auth.facts(referenceAgreementId);
      expect(facts).toMatchObject([{ fact: 'TokenCancelled', authClientId: 'client-1', customerId: auth.customerId }]);
      for (const fact of facts) {
        expect('sealedAccessToken' in fact && auth.openFact(fact, fact.sealedAccessToken)).toBe(tokens.accessToken);
      }
      expect(await auth.pay(tokens.accessToken)).toBe('TokenInvalid');
    };

    it('gives the same tokens again within the grace, and after it ends the family', async () => {
      const code = await auth.code();
      const { tokens } = await auth.redeem(code);
      auth.advance(599);
      expect((await auth.redeem(code, { on: auth.second })).tokens).toEqual(tokens);
      expect((await auth.redeem(code, { verification: { verdict: 'unavailable' } })).answer).toEqual(unknown('fault'));
      auth.advance(1);
      expect((await auth.redeem(code)).answer).toEqual(refused('CodeUsed'));
      await isRevoked(code, tokens, 'CODE_REUSED');
      expect((await auth.redeem(code)).answer).toEqual(refused('CodeUsed'));
      expect(await auth.facts(code.referenceAgreementId)).toHaveLength(1);
    });

    it('ends the family once a token of it was used', async () => {
      const code = await auth.code();
      const { tokens } = await auth.redeem(code);
      expect(await auth.pay(tokens.accessToken)).toBe('valid');
      expect((await auth.redeem(code)).answer).toEqual(refused('CodeUsed'));
      await isRevoked(code, tokens, 'CODE_REUSED');
    });

    it('ends the family when another client comes with it', async () => {
      const code = await auth.code();
      const { tokens } = await auth.redeem(code);
      const thief = { authClientId: 'thief' };
      expect((await auth.redeem(code, thief)).answer).toEqual(refused('AuthClientInvalid'));
      await isRevoked(code, tokens, 'OTHER_CLIENT');
      expect((await auth.redeem(code, thief)).answer).toEqual(refused('AuthClientInvalid'));
    });
  });

  it('burns a live code that another client comes with', async () => {
    const code = await auth.code();
    expect((await auth.redeem(code, { authClientId: 'thief' })).answer).toEqual(refused('AuthClientInvalid'));
    expect((await auth.redeem(code)).answer).toEqual(refused('CodeInvalid'));
    expect((await auth.redeem(code, { authClientId: 'thief' })).answer).toEqual(refused('AuthClientInvalid'));
    expect(await counted('agreement', code.referenceAgreementId)).toBe(0);
  });

  it.each(['SMS', 'REDIRECT'] as const)('ends nothing for the very same call of a code by %s', async (flow) => {
    const code = await auth.code(flow);
    const [same, other] = [{ call: 'same' }, { call: 'other' }].map((over) => () => {
      const wrong = { ...over, verification: { verdict: 'wrong' } as const };
      return flow === 'SMS' ? auth.redeem(code, over.call === 'same' ? over : wrong) : auth.authorize(code, over);
    }) as [() => ReturnType<typeof auth.redeem>, () => ReturnType<typeof auth.redeem>];
    const { tokens } = await same();
    expect((await same()).tokens).toEqual(tokens);
    if (flow === 'SMS') {
      const past = { call: 'same', verification: { verdict: 'wrong' } } as const;
      expect((await auth.redeem(code, past)).tokens).toEqual(tokens);
    }
    expect(await auth.pay(tokens.accessToken)).toBe('valid');
    expect((await same()).answer).toEqual(refused('CodeUsed'));
    expect(await auth.pay(tokens.accessToken)).toBe('valid');
    expect((await other()).answer).toEqual(refused('CodeUsed'));
    expect(await auth.pay(tokens.accessToken)).toBe('TokenInvalid');
  });

  it('lets a code live over a wrong OTP, and burns it without tries left', async () => {
    const [code, other] = [await auth.code(), await auth.code()];
    expect((await auth.redeem(code, { verification: { verdict: 'wrong' } })).answer).toEqual(unknown('otp-wrong'));
    expect((await auth.redeem(code, { verification: other.accepted })).answer).toEqual(unknown('fault'));
    expect((await auth.redeem(code, { verification: { verdict: 'unavailable' } })).answer).toEqual(unknown('fault'));
    expect(await auth.codeStatus(code)).toBe('LIVE');
    expect((await auth.redeem(code, { verification: { verdict: 'exhausted' } })).answer).toEqual(
      refused('CodeInvalid'),
    );
    expect((await auth.redeem(code)).answer).toEqual(refused('CodeInvalid'));
  });

  it('refuses codes of the other flow and codes that never were', async () => {
    const [sms, redirect] = [await auth.code('SMS'), await auth.code('REDIRECT')];
    expect((await auth.authorize(sms)).answer).toEqual(refused('CodeInvalid'));
    expect((await auth.redeem(redirect)).answer).toEqual(refused('CodeInvalid'));
    expect((await auth.authorize({ ...redirect, hash: '0'.repeat(64) })).answer).toEqual(refused('CodeInvalid'));
  });

  it('waits with the code for a customer who is active', async () => {
    const code = await auth.code();
    await auth.customerIs('FROZEN');
    expect((await auth.redeem(code)).answer).toEqual(refused('CustomerNotActive'));
    await auth.customerIs('ACTIVE');
    const { tokens } = await auth.redeem(code);
    await auth.customerIs('FROZEN');
    expect((await auth.redeem(code)).tokens).toEqual(tokens);
    await auth.customerIs('ACTIVE');
  });

  it('needs the directory for new tokens only', async () => {
    const [fresh, used] = [await auth.code(), await auth.code()];
    const { tokens } = await auth.redeem(used);
    const find = jest.spyOn(auth.customers, 'find').mockRejectedValue(new DependencyFault('directory', 'down'));
    await expect(auth.redeem(fresh)).rejects.toThrow(DependencyFault);
    expect((await auth.redeem(used)).tokens).toEqual(tokens);
    find.mockRestore();
    expect((await auth.redeem(fresh)).answer).toMatchObject({ outcome: 'done' });
  });

  it('gives no tokens where a payment has made the agreement meanwhile', async () => {
    const code = await auth.code();
    const { referenceAgreementId } = code;
    await auth.first.make.execute([auth.settled({ authClientId: 'client-1', authState: '', referenceAgreementId })]);
    expect((await auth.redeem(code)).answer).toEqual(refused('RepeatInconsistent'));
    expect(await auth.codeStatus(code)).toBe('LIVE');
  });

  it('knows no outcome when the answer to COMMIT is lost, and the repeat finds the tokens', async () => {
    const url = auth.database.urlFor('wallet_auth');
    const { hostname, port } = new URL(url);
    const proxy = await FaultProxy.start({ host: hostname, port: Number(port) });
    const on = await auth.replica(proxy.through(url));
    const code = await auth.code();
    proxy.cutAfterCommit(1);
    await expect(auth.redeem(code, { on })).rejects.toThrow(DependencyFault);
    expect(proxy.lostCommits).toBe(1);
    await proxy.close();
    const { tokens } = await auth.redeem(code);
    expect(await counted('token', code.referenceAgreementId)).toBe(2);
    expect(await auth.pay(tokens.accessToken)).toBe('valid');
  });

  it.each(['token', 'agreement'])('stores nothing when %s rows cannot be stored', async (table) => {
    const code = await auth.code();
    await auth.sql(`REVOKE INSERT ON auth.${table} FROM wallet_auth`);
    await expect(auth.redeem(code)).rejects.toThrow('permission denied');
    await auth.sql(`GRANT INSERT ON auth.${table} TO wallet_auth`);
    expect(await auth.codeStatus(code)).toBe('LIVE');
    expect(await counted('agreement', code.referenceAgreementId)).toBe(0);
    expect((await auth.redeem(code)).answer).toMatchObject({ outcome: 'done' });
  });
});
