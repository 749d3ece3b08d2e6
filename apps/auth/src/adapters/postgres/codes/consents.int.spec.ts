import { agreementFactPlace, agreementFacts, type Answer, type Result } from '@wallet/contracts';
import {
  byLogin,
  byRedirect,
  bySms,
  codeLifeMs,
  consentLifeMs,
  preparationFixture,
  type PreparationFixture,
} from '../../../../test/preparation-fixture';

const refusedAs = (refusal: string) => ({ outcome: 'refused', refusal });
const returning = { authRedirectUrl: 'https://shop.example/back?order=1', authState: 'state-1' };
const given = (authCode: unknown) => ({ kind: 'consent-decided', decision: 'given', ...returning, authCode });
const refused = { kind: 'consent-decided', decision: 'refused', ...returning };

describe('a consent page, in Postgres', () => {
  let auth: PreparationFixture;
  let startedAt: Date;

  beforeAll(async () => (auth = await preparationFixture()));
  afterAll(() => auth.stop());
  beforeEach(() => {
    startedAt = new Date();
    auth.clock.at = startedAt;
    const customer = { customerId: 'C-1', status: 'ACTIVE', kycLevel: 1, mobileNumber: '+85252412345' } as const;
    auth.people.set('852-52412345', customer);
    auth.people.set('852-61234567', { ...customer, customerId: 'C-2', mobileNumber: '+85261234567' });
    auth.people.set('852-69999999', { ...customer, customerId: 'C-3', status: 'FROZEN' });
  });

  const later = (ms: number) => (auth.clock.at = new Date(startedAt.getTime() + ms));

  async function requested(referenceAgreementId: string): Promise<string> {
    const { reply } = await auth.prepare(byRedirect(referenceAgreementId));
    return resultOf(reply as Answer, 'consent-requested').consentId;
  }
  function resultOf<K extends Result['kind']>(answer: Answer, kind: K): Extract<Result, { kind: K }> {
    if (answer.outcome !== 'done' || answer.result.kind !== kind) throw new Error(JSON.stringify(answer));
    return answer.result as Extract<Result, { kind: K }>;
  }
  /** A refusal, or the result with its code opened. */
  async function opened(asking: ReturnType<PreparationFixture['show']>): Promise<object | undefined> {
    const { reply, place } = await asking;
    const answer = reply as Answer | undefined;
    if (answer?.outcome !== 'done') return answer;
    const { sealedAuthCode, ...result } = answer.result as Extract<Result, { kind: 'consent-page' }>;
    const authCode = auth.open(sealedAuthCode, place);
    return authCode ? { ...result, authCode } : result;
  }
  const decide = (...of: Parameters<PreparationFixture['decide']>) => opened(auth.decide(...of));
  const show = (...of: Parameters<PreparationFixture['show']>) => opened(auth.show(...of));

  const stored = (consentId: string) =>
    auth.sql(
      `SELECT p.consent, p.customer_id, p.codes, count(c.hash)::int AS stored FROM auth.preparation p
         LEFT JOIN auth.auth_code c ON c.preparation_id = p.id WHERE p.consent_id = $1 GROUP BY p.id`,
      [consentId],
    );
  async function factsOf(referenceAgreementId: string) {
    const sql = 'SELECT topic, traceparent, payload FROM auth.outbox WHERE key = $1';
    const key = JSON.stringify(['client-1', referenceAgreementId]);
    const rows = await auth.sql<{ topic: string; traceparent: string; payload: unknown }>(sql, [key]);
    return rows.map(({ topic, traceparent, payload }) => {
      expect([topic, traceparent]).toEqual([agreementFacts.name, auth.traceparent]);
      const fact = agreementFacts.schema.parse(payload);
      if (fact.fact !== 'AuthCodeCreated') throw new Error(fact.fact);
      const { sealedAuthCode, ...rest } = fact;
      return { ...rest, authCode: auth.open(sealedAuthCode, agreementFactPlace(fact)) };
    });
  }

  it('is one for all repeats of a prepare, and none for another', async () => {
    const consentIds = await Promise.all(Array.from({ length: 10 }, () => requested('one-page')));
    expect(new Set(consentIds).size).toBe(1);
    expect(consentIds[0]).toMatch(/^[0-9A-Za-z]{22}$/);
    for (const other of [byRedirect('one-page', { authRedirectUrl: 'https://shop.example/' }), bySms('one-page')]) {
      expect((await auth.prepare(other)).reply).toEqual(refusedAs('RepeatInconsistent'));
    }
    expect(await requested('another-page')).not.toBe(consentIds[0]);
  });

  it('shows who asks for what, and the user as whom one would agree', async () => {
    const { reply } = await auth.prepare(byRedirect('shown', { authClientDisplayName: 'The shop' }));
    const { consentId } = resultOf(reply as Answer, 'consent-requested');
    const page = { kind: 'consent-page', status: 'open', authClientName: 'The shop', scopes: ['AGREEMENT_PAY'] };
    expect(await show(consentId)).toEqual({ ...page, ...returning });
    const expected = { ...page, ...returning, userLoginId: '852-***2345' };
    expect(await show(consentId, byLogin('852-52412345'))).toEqual(expected);
    expect(await show(consentId, byLogin('852-60000000'))).toEqual({ ...page, ...returning });
    expect(await show('nothing')).toEqual(refusedAs('ConsentNotFound'));
  });

  it('given by one customer as often as they like, makes one code and one fact', async () => {
    const consentId = await requested('given');
    const answers = await Promise.all(Array.from({ length: 10 }, () => decide(consentId, 'give')));
    const [fact, ...others] = await factsOf('given');
    expect(others).toEqual([]);
    expect(fact).toEqual({
      fact: 'AuthCodeCreated',
      authClientId: 'client-1',
      referenceAgreementId: 'given',
      referenceMerchantId: 'M-1',
      authState: 'state-1',
      factId: expect.any(String) as string,
      authCode: expect.stringMatching(/^28160013[0-9A-Za-z]{24}$/) as string,
    });
    for (const answer of answers) expect(answer).toEqual(given(fact?.authCode));
    expect(await stored(consentId)).toEqual([{ consent: 'GIVEN', customer_id: 'C-1', codes: 1, stored: 1 }]);
    expect(await decide(consentId, 'give', '852-61234567')).toEqual(refusedAs('ConsentDecided'));
    expect(await decide(consentId, 'refuse')).toEqual(refusedAs('ConsentDecided'));
    expect(await requested('given')).toBe(consentId);
  });

  it('given, shows its code to the one who gave it, as long as it can be used', async () => {
    const consentId = await requested('given-shown');
    const decided = (await decide(consentId, 'give')) as { authCode: string };
    const { authCode } = decided;
    expect(await show(consentId, byLogin('852-52412345'))).toMatchObject({ status: 'given', authCode });
    for (const other of [undefined, byLogin('852-61234567')]) {
      expect(await show(consentId, other)).toMatchObject({ status: 'given' });
      expect(await show(consentId, other)).not.toHaveProperty('authCode');
    }
    later(codeLifeMs);
    expect(await show(consentId, byLogin('852-52412345'))).not.toHaveProperty('authCode');
    expect(await decide(consentId, 'give')).toEqual(refusedAs('ConsentDecided'));
    expect(await factsOf('given-shown')).toHaveLength(1);
  });

  it('is given by one of two customers who race for it', async () => {
    const consentId = await requested('race');
    const customers = ['852-52412345', '852-61234567'].flatMap((loginId) => Array.from({ length: 5 }, () => loginId));
    const answers = await Promise.all(customers.map((loginId) => decide(consentId, 'give', loginId)));
    const [fact, ...others] = await factsOf('race');
    expect(others).toEqual([]);
    const mine = answers.filter((answer) => answer && 'authCode' in answer);
    expect(mine).toEqual(Array.from({ length: 5 }, () => given(fact?.authCode)));
    expect(answers.filter((answer) => !mine.includes(answer))).toEqual(
      Array.from({ length: 5 }, () => refusedAs('ConsentDecided')),
    );
  });

  it('refused, stays so and tells nobody', async () => {
    const consentId = await requested('refused');
    expect(await decide(consentId, 'refuse')).toEqual(refused);
    expect(await decide(consentId, 'refuse')).toEqual(refused);
    expect(await decide(consentId, 'give')).toEqual(refusedAs('ConsentDecided'));
    later(consentLifeMs);
    expect(await decide(consentId, 'refuse')).toEqual(refused);
    expect(await show(consentId)).toMatchObject({ status: 'refused' });
    expect(await requested('refused')).toBe(consentId);
    expect(await stored(consentId)).toEqual([{ consent: 'REFUSED', customer_id: null, codes: 0, stored: 0 }]);
    expect(await factsOf('refused')).toEqual([]);
  });

  it('expired, cannot be decided until it is prepared again', async () => {
    const consentId = await requested('expired');
    later(consentLifeMs - 1);
    expect(await show(consentId)).toMatchObject({ status: 'open' });
    later(consentLifeMs);
    expect(await show(consentId)).toMatchObject({ status: 'expired' });
    for (const decision of ['give', 'refuse'] as const) {
      expect(await decide(consentId, decision)).toEqual(refusedAs('ConsentExpired'));
    }
    expect(await requested('expired')).toBe(consentId);
    expect(await decide(consentId, 'give')).toMatchObject({ decision: 'given' });
  });

  it.each([
    ['852-69999999', 'CustomerNotActive'],
    ['852-60000000', 'CustomerNotFound'],
  ])('is not given by %s: %s', async (loginId, refusal) => {
    const consentId = await requested(refusal);
    expect(await decide(consentId, 'give', loginId)).toEqual(refusedAs(refusal));
    expect(await stored(consentId)).toEqual([{ consent: 'OPEN', customer_id: null, codes: 0, stored: 0 }]);
  });

  it('is found by its own id only', async () => {
    for (const decision of ['give', 'refuse'] as const) {
      expect(await decide('nothing', decision)).toEqual(refusedAs('ConsentNotFound'));
    }
  });

  it('stays open when its fact cannot be stored', async () => {
    const consentId = await requested('no-outbox');
    await auth.sql('REVOKE INSERT ON auth.outbox FROM wallet_auth');
    await expect(decide(consentId, 'give')).rejects.toThrow('permission denied');
    await auth.sql('GRANT INSERT ON auth.outbox TO wallet_auth');
    expect(await stored(consentId)).toEqual([{ consent: 'OPEN', customer_id: null, codes: 0, stored: 0 }]);
  });
});
