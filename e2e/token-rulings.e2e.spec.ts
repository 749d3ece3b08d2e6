import { eventually } from '@wallet/testkit';
import { Binding, tokenPayment, tokensOf, type Tokens } from './support/binding';
import { resultOf } from './support/easy-pay';
import { operatorCli, sure } from './support/operator-cli';
import { startWallet, type Exchange, type JsonObject, type Wallet } from './support/wallet';

const success = 'S SUCCESS';
const invalid = 'F INVALID_TOKEN';

/** The rulings on codes and tokens of docs/alipayplus.md#tokens, over two replicas of auth. */
describe('token rulings', () => {
  let wallet: Wallet;

  beforeAll(async () => {
    wallet = await startWallet('token-rulings', {
      replicas: { auth: 2 },
      env: { otp: { OTP_RESEND_SECONDS: '0' } },
    });
  }, 120_000);
  afterAll(() => wallet.stop(), 40_000);

  const pay = async ({ accessToken }: Tokens) => resultOf(await wallet.call('pay', tokenPayment(accessToken)));
  const newBinding = async () => new Binding(wallet, await wallet.customer());
  const cancelNotices = (binding: Binding, count: number) =>
    eventually(async () => expect(await binding.notices('TOKEN_CANCELED')).toHaveLength(count));

  async function prepared(): Promise<{ binding: Binding; preparation: JsonObject; code: string }> {
    const binding = await newBinding();
    const { answer } = await binding.prepare();
    return { binding, preparation: answer!, code: await binding.code() };
  }

  it('100 applyToken at once on one code make one pair of tokens', async () => {
    const { binding, preparation, code } = await prepared();
    const answers = await Promise.all(Array.from({ length: 100 }, () => binding.verificationGrant(preparation, code)));
    const tokens = answers.filter((each) => resultOf(each) === success).map(tokensOf);
    expect(new Set(answers.map((each) => resultOf(each).slice(0, 1)))).not.toContain('F');
    expect(tokens.length).toBeGreaterThan(0);
    expect(new Set(tokens.map(({ accessToken }) => accessToken)).size).toBe(1);
    const families = 'select count(*)::int as count from auth.agreement where reference_agreement_id = $1';
    expect(await wallet.rows(families, [binding.referenceAgreementId])).toEqual([{ count: 1 }]);
    expect(await pay(tokens[0]!)).toBe(success);
  });

  it('another auth client burns the code, and revokes what the code has made', async () => {
    const stolen = await prepared();
    const thief = { authClientId: '2191120000000666' };
    const byThief = () => stolen.binding.verificationGrant(stolen.preparation, stolen.code, thief);
    expect(resultOf(await byThief())).toBe('F INVALID_AUTH_CLIENT');
    expect(resultOf(await stolen.binding.verificationGrant(stolen.preparation, stolen.code))).toBe('F INVALID_CODE');

    const used = await prepared();
    const tokens = tokensOf(await used.binding.verificationGrant(used.preparation, used.code));
    expect(resultOf(await used.binding.verificationGrant(used.preparation, used.code, thief))).toBe(
      'F INVALID_AUTH_CLIENT',
    );
    expect(await pay(tokens)).toBe(invalid);
    await cancelNotices(used.binding, 1);
  });

  it('an authCode of the SMS flow is no AUTHORIZATION_CODE, and tokens are not each other', async () => {
    const { binding, preparation, code } = await prepared();
    const bypass = { grantType: 'AUTHORIZATION_CODE', authCode: preparation.authCode };
    expect(resultOf(await binding.applyToken(bypass))).toBe('F INVALID_CODE');
    const tokens = tokensOf(await binding.verificationGrant(preparation, code));
    expect(await pay({ ...tokens, accessToken: tokens.refreshToken })).toBe(invalid);
    expect(resultOf(await binding.refresh(tokens.accessToken))).toBe('F INVALID_REFRESH_TOKEN');
    expect(resultOf(await binding.cancelToken(tokens.refreshToken))).toBe(invalid);
    expect(await pay(tokens)).toBe(success);
  });

  describe('refresh', () => {
    it('normal: the pair changes, the old access token works until the new one is used', async () => {
      const binding = await newBinding();
      const first = await binding.bind();
      const second = tokensOf(await binding.refresh(first.refreshToken));
      expect(second.accessToken).not.toBe(first.accessToken);
      expect(await pay(first)).toBe(success);
      expect(await pay(second)).toBe(success);
      expect(await pay(first)).toBe(invalid);
      const third = tokensOf(await binding.refresh(second.refreshToken));
      expect(await pay(third)).toBe(success);
    });

    it('the answer lost: the repeat gets the same pair', async () => {
      const binding = await newBinding();
      const first = await binding.bind();
      const answers = [await binding.refresh(first.refreshToken), await binding.refresh(first.refreshToken)];
      expect(answers[1]!.answer).toEqual(answers[0]!.answer);
      expect(await pay(tokensOf(answers[0]!))).toBe(success);
    });

    it('the thief first: the owner refreshes with the same token, and the family ends', async () => {
      const binding = await newBinding();
      const first = await binding.bind();
      const thief = tokensOf(await binding.refresh(first.refreshToken));
      expect(await pay(thief)).toBe(success);
      expect(resultOf(await binding.refresh(first.refreshToken))).toBe('F USED_REFRESH_TOKEN');
      expect(await pay(thief)).toBe(invalid);
      expect(resultOf(await binding.refresh(thief.refreshToken))).toBe('F INVALID_REFRESH_TOKEN');
      await cancelNotices(binding, 1);
    });

    it('the thief second: the replay ends the family of the owner too', async () => {
      const binding = await newBinding();
      const first = await binding.bind();
      const owner = tokensOf(await binding.refresh(first.refreshToken));
      const next = tokensOf(await binding.refresh(owner.refreshToken));
      expect(resultOf(await binding.refresh(first.refreshToken))).toBe('F USED_REFRESH_TOKEN');
      expect(await pay(next)).toBe(invalid);
      await cancelNotices(binding, 1);
    });

    it('payments in flight with the old access token during a refresh are S', async () => {
      const binding = await newBinding();
      const first = await binding.bind();
      const results: Promise<Exchange>[] = [];
      const payMore = () => results.push(wallet.call('pay', tokenPayment(first.accessToken)));
      for (let count = 0; count < 10; count++) payMore();
      const refreshed = binding.refresh(first.refreshToken);
      for (let count = 0; count < 10; count++) payMore();
      const second = tokensOf(await refreshed);
      expect(new Set((await Promise.all(results)).map((each) => resultOf(each)))).toEqual(new Set([success]));
      expect(await pay(second)).toBe(success);
    });
  });

  it("the operator's forced unbinding ends the agreement at once and is told once", async () => {
    const binding = await newBinding();
    const tokens = await binding.bind();
    const listed = await operatorCli(wallet, 'agreement', 'list', binding.customer.loginId);
    const [{ agreementId }] = listed.agreements as [{ agreementId: string }];
    const revoke = () => operatorCli(wallet, 'agreement', 'revoke', agreementId, ...sure);
    expect(await revoke()).toMatchObject({ changed: true, agreement: { status: 'CANCELLED' } });
    expect(await pay(tokens)).toBe(invalid);
    expect(await revoke()).toMatchObject({ changed: false });
    await cancelNotices(binding, 1);
  });

  it('an agreement has a limit for one payment and for a day', async () => {
    const limited = await startWallet('token-limits', {
      env: { payments: { AGREEMENT_SINGLE_LIMITS: 'HKD:5000', AGREEMENT_DAILY_LIMITS: 'HKD:6000' } },
    });
    try {
      const { accessToken } = await new Binding(limited, await limited.customer()).bind();
      const amountOfPayment = (value: string) => {
        const amount = { currency: 'HKD', value };
        return tokenPayment(accessToken, { paymentAmount: amount, payToAmount: amount });
      };
      const payAmount = async (value: string) => resultOf(await limited.call('pay', amountOfPayment(value)));
      expect(await payAmount('5001')).toBe('F PAYMENT_AMOUNT_EXCEED_LIMIT');
      expect(await payAmount('4000')).toBe(success);
      expect(await payAmount('2001')).toBe('F USER_AMOUNT_EXCEED_LIMIT');
      expect(await payAmount('2000')).toBe(success);
    } finally {
      await limited.stop();
    }
  }, 120_000);
});
