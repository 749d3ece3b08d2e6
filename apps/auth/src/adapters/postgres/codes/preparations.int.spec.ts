import { keyedHash, type Answer, type PrepareAuthorizationCommand, type SendOtpCommand } from '@wallet/contracts';
import {
  byLogin,
  byRedirect,
  bySms,
  codeLifeMs,
  graceMs,
  preparationFixture,
  type PreparationFixture,
} from '../../../../test/preparation-fixture';

const refusedAs = (refusal: string) => ({ outcome: 'refused', refusal });
const codeForm = /^28160013[0-9A-Za-z]{24}$/;

describe('prepare by SMS, in Postgres', () => {
  let auth: PreparationFixture;
  let startedAt: Date;

  beforeAll(async () => (auth = await preparationFixture()));
  afterAll(() => auth.stop());
  beforeEach(() => {
    startedAt = new Date();
    auth.clock.at = startedAt;
    const customer = { customerId: 'C-1', status: 'ACTIVE', kycLevel: 1, mobileNumber: '+85252412345' } as const;
    auth.people.clear();
    auth.people.set('852-52412345', customer).set('52412345', customer);
    auth.people.set('852-61234567', { ...customer, customerId: 'C-2', mobileNumber: '+85261234567' });
  });

  const later = (ms: number) => (auth.clock.at = new Date(startedAt.getTime() + ms));
  const freeze = () =>
    auth.people.forEach((customer, loginId) => auth.people.set(loginId, { ...customer, status: 'FROZEN' }));
  const codesOf = (referenceAgreementId: string) =>
    auth.sql<{ hash: string; number: number; status: string; codes: number; customer_id: string }>(
      `SELECT c.hash, c.number, c.status, p.codes, p.customer_id FROM auth.preparation p
         JOIN auth.auth_code c ON c.preparation_id = p.id WHERE p.reference_agreement_id = $1 ORDER BY c.number`,
      [referenceAgreementId],
    );
  const preparationsOf = (referenceAgreementId: string) =>
    auth.sql('SELECT FROM auth.preparation WHERE reference_agreement_id = $1', [referenceAgreementId]);

  /** What went to otp. */
  async function sent(...of: Parameters<PreparationFixture['prepare']>) {
    const { reply, place } = await auth.prepare(...of);
    const forward = reply as Extract<SendOtpCommand, { subject: 'auth-code' }>;
    expect(forward.subject).toBe('auth-code');
    return { ...forward, authCode: auth.open(forward.sealedAuthCode, place) ?? '' };
  }
  /** What was answered without otp. */
  async function prepared(...of: Parameters<PreparationFixture['prepare']>) {
    const { reply, place } = await auth.prepare(...of);
    const answer = reply as Answer;
    if (answer.outcome !== 'done' || answer.result.kind !== 'prepared') return answer;
    const { verifyRequestId, sealedAuthCode } = answer.result;
    return { verifyRequestId, authCode: auth.open(sealedAuthCode, place) };
  }
  async function use(referenceAgreementId: string): Promise<void> {
    const agreementId = await auth.agreementOf(referenceAgreementId);
    await auth.sql(
      `UPDATE auth.auth_code SET status = 'USED', used_at = created_at, agreement_id = $2
        WHERE preparation_id = (SELECT id FROM auth.preparation WHERE reference_agreement_id = $1)`,
      [referenceAgreementId, agreementId],
    );
  }

  it('makes one preparation and one code when twenty ask at once', async () => {
    const forwards = await Promise.all(Array.from({ length: 20 }, () => sent(bySms('parallel'))));
    const [stored, ...others] = await codesOf('parallel');
    expect(others).toEqual([]);
    expect(stored).toMatchObject({ number: 1, status: 'LIVE', codes: 1, customer_id: 'C-1' });
    const [first] = forwards;
    expect(first).toMatchObject({
      purpose: 'first',
      authCodeHash: stored?.hash,
      bound: { authClientId: 'client-1', referenceAgreementId: 'parallel', customerId: 'C-1' },
      authClientName: 'A shop',
      mobileNumber: '+85252412345',
      expiresAt: new Date(startedAt.getTime() + codeLifeMs + graceMs).toISOString(),
    });
    expect(first?.authCode).toMatch(codeForm);
    expect(first?.proposedVerifyRequestId).toMatch(/^[0-9A-Za-z]{32}$/);
    const said = forwards.map(({ sealedAuthCode: _, ...rest }) => rest);
    for (const forward of said) expect(forward).toEqual(said[0]);
    const inTables = JSON.stringify(await auth.sql('SELECT p, c FROM auth.preparation p, auth.auth_code c'));
    expect(inTables).not.toContain(first?.authCode.slice(8));
  });

  it('stores the keyed hash that the gateway will come with', async () => {
    const { authCode, authCodeHash } = await sent(bySms('hash'));
    expect(authCodeHash).toBe(keyedHash(authCode, auth.key));
  });

  it.each<[string, Partial<PrepareAuthorizationCommand>]>([
    ['other scopes', { scopes: ['AGREEMENT_PAY', 'USER_INFO'] }],
    ['another merchant', { referenceMerchantId: 'M-2' }],
    ['another customer', { flow: { kind: 'sms', customer: byLogin('852-61234567') } }],
    ['the other flow', byRedirect('inconsistent')],
  ])('refuses a repeat with %s', async (_name, over) => {
    await sent(bySms('inconsistent'));
    expect(await prepared(bySms('inconsistent', over))).toEqual(refusedAs('RepeatInconsistent'));
    expect(await codesOf('inconsistent')).toHaveLength(1);
  });

  it('prepares the same reference of another auth client for itself', async () => {
    const one = await sent(bySms('shared'));
    const other = await sent(bySms('shared', { authClientId: 'client-2' }));
    expect(other.authCode).not.toBe(one.authCode);
  });

  it('refuses a binding that has an agreement already, and stores nothing', async () => {
    await auth.agreementOf('by-payment');
    expect(await prepared(bySms('by-payment'))).toEqual(refusedAs('RepeatInconsistent'));
    expect((await auth.prepare(byRedirect('by-payment'))).reply).toEqual(refusedAs('RepeatInconsistent'));
    expect(await preparationsOf('by-payment')).toEqual([]);
  });

  it('gives the same code until it expires, then a new one', async () => {
    const first = await sent(bySms('expiring'));
    later(codeLifeMs - 1);
    expect((await sent(bySms('expiring'))).authCode).toBe(first.authCode);
    later(codeLifeMs);
    const [second] = await Promise.all([sent(bySms('expiring')), sent(bySms('expiring'))]);
    expect(second.authCode).not.toBe(first.authCode);
    expect(second.proposedVerifyRequestId).not.toBe(first.proposedVerifyRequestId);
    expect(await codesOf('expiring')).toMatchObject([
      { number: 1, status: 'LIVE', codes: 2 },
      { number: 2, hash: second.authCodeHash },
    ]);
  });

  it('gives a burnt code as long as it would have lived', async () => {
    const first = await sent(bySms('burnt'));
    await auth.sql(`UPDATE auth.auth_code SET status = 'BURNT' WHERE hash = $1`, [first.authCodeHash]);
    expect((await sent(bySms('burnt'))).authCode).toBe(first.authCode);
    later(codeLifeMs);
    expect((await sent(bySms('burnt'))).authCode).not.toBe(first.authCode);
  });

  it('answers a used code again, without otp, whatever has become of the customer', async () => {
    const { authCode, proposedVerifyRequestId: verifyRequestId } = await sent(bySms('used'));
    await use('used');
    later(codeLifeMs + 1);
    const answer = { verifyRequestId, authCode };
    expect(await prepared(bySms('used'))).toEqual(answer);
    auth.people.set('852-52412345', { customerId: 'C-9', status: 'ACTIVE', kycLevel: 1, mobileNumber: '+85252412345' });
    expect(await prepared(bySms('used'))).toEqual(answer);
    freeze();
    expect(await prepared(bySms('used'))).toEqual(answer);
    auth.people.clear();
    expect(await prepared(bySms('used'))).toEqual(answer);
    expect(await prepared(bySms('used', { scopes: ['USER_INFO'] }))).toEqual(refusedAs('CustomerNotFound'));
  });

  it('sends no code to a number that is somebody else’s now', async () => {
    await sent(bySms('moved'));
    auth.people.set('852-52412345', { customerId: 'C-9', status: 'ACTIVE', kycLevel: 1, mobileNumber: '+85252412345' });
    expect(await prepared(bySms('moved'))).toEqual(refusedAs('RepeatInconsistent'));
  });

  it.each([
    ['CustomerNotActive', freeze],
    ['CustomerNotFound', () => auth.people.clear()],
  ])('refuses %s and stores nothing', async (refusal, happen) => {
    happen();
    expect(await prepared(bySms(refusal))).toEqual(refusedAs(refusal));
    expect(await preparationsOf(refusal)).toEqual([]);
  });

  it('does nothing for a caller who has gone', async () => {
    const deadline = new Date(startedAt.getTime() + 1_000);
    later(1_000);
    expect((await auth.prepare(bySms('stale'), { deadline })).reply).toBeUndefined();
    expect((await auth.prepare(byRedirect('stale'), { deadline })).reply).toBeUndefined();
    expect(await preparationsOf('stale')).toEqual([]);
  });
});
