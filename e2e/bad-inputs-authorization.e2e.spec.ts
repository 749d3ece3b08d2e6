import { apiPath, tokenForm } from '@wallet/alipayplus';
import { Binding, tokenPayment, tokensOf, type Tokens } from './support/binding';
import { EasyPayOrder, resultOf, wrongCodes } from './support/easy-pay';
import { SignedLine, timeIn } from './support/signed-line';
import { changedBy, endingTables, refusalTables } from './support/stored-state';
import { startWallet, type Exchange, type JsonObject, type Wallet } from './support/wallet';

const success = 'S SUCCESS';
const illegal = 'F PARAM_ILLEGAL';
const invalidToken = 'F INVALID_TOKEN';
const invalidCode = 'F INVALID_CODE';
const wrongCode = 'U OTP_VERIFICATION_FAILED';
const neverMade = `28160003${'0123456789ABCDEF'.repeat(2)}`;
const thief = { authClientId: '2191120000000666' };

interface Asked {
  readonly binding: Binding;
  readonly preparation: JsonObject;
  readonly code: string;
}
type Bound = Asked & { readonly tokens: Tokens };

/** reliability.md §10, D row 96 and F rows 117 to 124: bad calls about codes and tokens. */
describe('bad authorization calls', () => {
  let wallet: Wallet;
  beforeAll(async () => {
    wallet = await startWallet('bad-inputs-authorization');
  }, 120_000);
  afterAll(() => wallet.stop(), 40_000);

  const grant = ({ binding, preparation, code }: Asked, over: JsonObject = {}) =>
    binding.verificationGrant(preparation, code, over);
  const pay = async (accessToken: string) => resultOf(await wallet.call('pay', tokenPayment(accessToken)));
  const messages = async ({ customer }: Binding) => (await wallet.sms(customer.loginId)).length;
  const changing = async (tables: readonly string[], act: () => Promise<unknown>) =>
    expect(await changedBy(wallet, act)).toEqual(tables);

  async function asked(over: JsonObject = {}): Promise<Asked> {
    const binding = new Binding(wallet, await wallet.customer());
    return { binding, ...(await binding.prepared(over)) };
  }

  async function bound(over: JsonObject = {}): Promise<Bound> {
    const owner = await asked(over);
    return { ...owner, tokens: tokensOf(await grant(owner)) };
  }

  /** As if the live tokens had been made so much earlier. */
  const age = ({ referenceAgreementId }: Binding, interval: string) =>
    wallet.rows(
      `update auth.agreement set generation_made_at = generation_made_at - $2::interval
       where reference_agreement_id = $1`,
      [referenceAgreementId, interval],
    );

  const expire = ({ referenceAgreementId }: Binding, kind: 'ACCESS' | 'REFRESH') =>
    wallet.rows(
      `update auth.token t set expires_at = now() - interval '1 second' from auth.agreement a
       where a.id = t.agreement_id and a.reference_agreement_id = $1 and t.kind = $2`,
      [referenceAgreementId, kind],
    );

  async function foreignClients(): Promise<number> {
    const metrics = await (await fetch(`${wallet.stack.process('auth-1').healthUrl}/metrics`)).text();
    const counts = [...metrics.matchAll(/^auth_foreign_clients_total{[^}]*} (\d+)$/gm)];
    return counts.reduce((sum, [, count]) => sum + Number(count), 0);
  }

  /** No token of the agreement is worth anything any more, and Alipay+ was told once. */
  async function expectEnded({ binding, tokens }: Bound): Promise<void> {
    expect(await pay(tokens.accessToken)).toBe(invalidToken);
    expect(resultOf(await binding.refresh(tokens.refreshToken))).toMatch(/^F (INVALID|USED)_REFRESH_TOKEN$/);
    const notices = await binding.notices('TOKEN_CANCELED');
    expect(notices.map(({ signature, body }) => [signature, body.authClientId])).toEqual([
      ['valid', binding.authClientId],
    ]);
  }

  it.each<[string, string, (owner: Bound) => Promise<string>]>([
    [
      'expired',
      'F EXPIRED_ACCESS_TOKEN',
      async ({ binding, tokens }) => {
        await expire(binding, 'ACCESS');
        return tokens.accessToken;
      },
    ],
    [
      'cancelled',
      invalidToken,
      async ({ binding, tokens }) => {
        await binding.cancelToken(tokens.accessToken);
        return tokens.accessToken;
      },
    ],
    [
      'replaced',
      invalidToken,
      async ({ binding, tokens }) => {
        const next = tokensOf(await binding.refresh(tokens.refreshToken));
        expect(await pay(next.accessToken)).toBe(success);
        return tokens.accessToken;
      },
    ],
    ['a refresh token', invalidToken, ({ tokens }) => Promise.resolve(tokens.refreshToken)],
    ['an authCode', invalidToken, ({ preparation }) => Promise.resolve(String(preparation.authCode))],
    ['never made', invalidToken, () => Promise.resolve(neverMade)],
    [
      'of another wallet',
      invalidToken,
      ({ tokens }) => Promise.resolve(tokens.accessToken.replace('281600', '281601')),
    ],
  ])('row 96: an access token that is %s is F, pays nothing and sends nothing', async (_, code, spoilt) => {
    const owner = await bound();
    const { binding, preparation } = owner;
    const accessToken = await spoilt(owner);
    const body = tokenPayment(accessToken);
    await changing(refusalTables, async () => {
      for (let time = 0; time < 2; time++) expect(resultOf(await wallet.call('pay', body))).toBe(code);
    });
    const paymentMethod = { paymentMethodId: accessToken, paymentMethodType: 'ALIPAY_HK' };
    const order = new EasyPayOrder(wallet, binding.customer, '1', { paymentMethod });
    await changing([], async () => {
      expect(resultOf(await order.evaluate())).toBe(tokenForm.test(accessToken) ? code : 'F USER_NOT_EXIST');
      expect(resultOf(await binding.sendOtp(accessToken))).toBe(code);
      expect(resultOf(await binding.verifyOtp(accessToken, preparation.verifyRequestId, owner.code))).toBe(code);
    });
    expect(await messages(binding)).toBe(1);
  });

  it.each([
    [['USER_INFO'], invalidToken, invalidToken],
    [['AGREEMENT_PAY'], success, invalidToken],
    [['SEND_OTP'], invalidToken, success],
  ])('row 96: a token of the scopes %j: pay is %s, sendOTP %s', async (scopes, paid, sent) => {
    const { binding, tokens, preparation, code } = await bound({ scopes });
    const { accessToken } = tokens;
    const changed = await changedBy(wallet, async () => expect(await pay(accessToken)).toBe(paid));
    if (paid !== success) expect(changed).toEqual(refusalTables);
    const before = await messages(binding);
    expect(resultOf(await binding.sendOtp(accessToken))).toBe(sent);
    expect(await messages(binding)).toBe(sent === success ? before + 1 : before);
    const verified = resultOf(await binding.verifyOtp(accessToken, preparation.verifyRequestId, code));
    expect(verified).toBe(sent === success ? wrongCode : invalidToken);
  });

  it.each<[string, (owner: Bound) => Promise<Asked>]>([
    [
      'after the grace',
      async (owner) => {
        await age(owner.binding, '10 minutes 1 second');
        return owner;
      },
    ],
    [
      'once its token has paid',
      async (owner) => {
        expect(await pay(owner.tokens.accessToken)).toBe(success);
        return owner;
      },
    ],
    [
      'after a refresh',
      async (owner) => {
        tokensOf(await owner.binding.refresh(owner.tokens.refreshToken));
        return owner;
      },
    ],
    ['with a wrong code', (owner) => Promise.resolve({ ...owner, code: wrongCodes(owner.code, 1)[0]! })],
    [
      'with another id',
      (owner) => Promise.resolve({ ...owner, preparation: { ...owner.preparation, verifyRequestId: 'other' } }),
    ],
  ])('row 117: a used authCode %s is refused for ever, and the agreement ends', async (_, meanwhile) => {
    const owner = await bound();
    const again = await meanwhile(owner);
    const tables = again === owner ? endingTables : [...endingTables, 'redis'];
    await changing(tables, async () => expect(resultOf(await grant(again))).toBe('F USED_CODE'));
    await changing([], async () => expect(resultOf(await grant(owner))).toBe('F USED_CODE'));
    await expectEnded(owner);
  });

  it('row 118: the same applyToken within the grace gives the same tokens', async () => {
    const owner = await bound();
    await age(owner.binding, '9 minutes 50 seconds');
    await changing(['auth.auth_code'], async () => expect(tokensOf(await grant(owner))).toEqual(owner.tokens));
    expect(await pay(owner.tokens.accessToken)).toBe(success);
  });

  it('row 119: a live authCode with another authClientId is burnt', async () => {
    const owner = await asked();
    const alerts = await foreignClients();
    await changing(['auth.auth_code', 'redis'], async () =>
      expect(resultOf(await grant(owner, thief))).toBe('F INVALID_AUTH_CLIENT'),
    );
    expect(await foreignClients()).toBe(alerts + 1);
    await changing([], async () => expect(resultOf(await grant(owner))).toBe('F INVALID_CODE'));
  });

  it.each<[string, (owner: Bound) => Promise<Exchange>]>([
    ['a used authCode', (owner) => grant(owner, thief)],
    ['a refresh token', ({ binding, tokens }) => binding.refresh(tokens.refreshToken, thief)],
  ])('row 119: %s with another authClientId ends the agreement', async (_, steal) => {
    const owner = await bound();
    const alerts = await foreignClients();
    await changing(endingTables, async () => expect(resultOf(await steal(owner))).toBe('F INVALID_AUTH_CLIENT'));
    expect(await foreignClients()).toBe(alerts + 1);
    await expectEnded(owner);
  });

  it('row 120: an authCode past its life is refused, and a prepare makes another', async () => {
    const owner = await asked();
    await wallet.rows(
      `update auth.auth_code c set expires_at = now() - interval '1 second' from auth.preparation p
       where p.id = c.preparation_id and p.reference_agreement_id = $1`,
      [owner.binding.referenceAgreementId],
    );
    await changing(['redis'], async () => expect(resultOf(await grant(owner))).toBe('F EXPIRED_CODE'));
    const renewed = { ...owner, ...(await owner.binding.prepared()) };
    expect(renewed.preparation.authCode).not.toBe(owner.preparation.authCode);
    expect(resultOf(await grant(owner))).toBe('F EXPIRED_CODE');
    expect(resultOf(await grant(renewed))).toBe(success);
  });

  it.each<[string, string, (authCode: string) => unknown]>([
    ['of prefix 281***12', invalidCode, (authCode) => authCode.replace(/^(.{6})13/, '$112')],
    ['of another wallet', invalidCode, (authCode) => authCode.replace('281600', '281601')],
    ['in another case', invalidCode, (authCode) => authCode.toLowerCase().replace(/[^0-9]$/, 'Z')],
    ['of 31 characters', invalidCode, (authCode) => authCode.slice(0, -1)],
    ['never made', invalidCode, () => neverMade.slice(0, 32)],
    ['of 33 characters', illegal, (authCode) => `${authCode}0`],
    ['with a space', illegal, (authCode) => `${authCode.slice(0, -1)} `],
    ['with a digit of another script', illegal, (authCode) => `${authCode.slice(0, -1)}１`],
    ['empty', illegal, () => ''],
    ['a number', invalidCode, () => 28160013],
    ['a fraction', illegal, () => 2816001.3],
    ['in a list', illegal, (authCode) => [authCode]],
  ])('row 120: an authCode %s is %s', async (_, code, spoilt) => {
    const owner = await asked();
    const authCode = spoilt(String(owner.preparation.authCode));
    await changing([], async () => {
      expect(resultOf(await grant(owner, { authCode }))).toBe(code);
      expect(resultOf(await owner.binding.applyToken({ grantType: 'AUTHORIZATION_CODE', authCode }))).toBe(code);
    });
    expect(resultOf(await grant(owner))).toBe(success);
  });

  it('row 121: two wrong codes leave the authCode alive, each counted once; what is no code costs nothing', async () => {
    const owner = await asked();
    const [first, second] = wrongCodes(owner.code, 2) as [string, string];
    await changing(['redis'], async () => {
      for (const code of [first, first, second]) expect(resultOf(await grant({ ...owner, code }))).toBe(wrongCode);
    });
    await changing([], async () => {
      const typed = (otpCode: unknown) => ({ otpCode, verifyRequestId: owner.preparation.verifyRequestId });
      for (const otpCode of ['', '\u200b', '12345', '1234567', 'ABC123456', 12345]) {
        expect(resultOf(await grant(owner, { otpVerification: typed(otpCode) }))).toBe(wrongCode);
      }
      expect(resultOf(await grant(owner, { otpVerification: typed(['123456']) }))).toBe(illegal);
    });
    expect(resultOf(await grant({ ...owner, code: `\u3000${owner.code}\r\n` }))).toBe(success);
  });

  it('row 121: the third wrong code burns the authCode, also for the right one', async () => {
    const owner = await asked();
    const [first, second, third] = wrongCodes(owner.code, 3) as [string, string, string];
    const other = { ...owner, preparation: { ...owner.preparation, verifyRequestId: 'other' } };
    expect(resultOf(await grant({ ...owner, code: first }))).toBe(wrongCode);
    expect(resultOf(await grant({ ...other, code: second }))).toBe(wrongCode);
    await changing(['auth.auth_code', 'redis'], async () =>
      expect(resultOf(await grant({ ...owner, code: third }))).toBe(invalidCode),
    );
    await changing([], async () => {
      expect(resultOf(await grant(owner))).toBe(invalidCode);
      expect((await owner.binding.prepare()).answer).toEqual(owner.preparation);
    });
    expect(await messages(owner.binding)).toBe(1);
  });

  it.each<[string, (owner: Bound) => JsonObject]>([
    ['no grantType', () => ({ grantType: undefined })],
    ['an empty grantType', () => ({ grantType: '' })],
    ...['PASSWORD', 'refresh_token', 'REFRESH_TOKEN ', ['REFRESH_TOKEN'], { a: 1 }, 1, '__proto__', 'toString'].map(
      (grantType): [string, () => JsonObject] => [`grantType ${JSON.stringify(grantType)}`, () => ({ grantType })],
    ),
    ['no refreshToken', () => ({ refreshToken: undefined })],
    ['a refreshToken of 129 characters', ({ tokens }) => ({ refreshToken: tokens.refreshToken.padEnd(129, '0') })],
    ['an authCode in its place', ({ preparation: { authCode } }) => ({ authCode, refreshToken: undefined })],
    ['no authClientId', () => ({ authClientId: undefined })],
    ['the pspId of another', () => ({ pspId: '1022160000000000001' })],
  ])('row 122: an applyToken with %s is refused', async (_, over) => {
    const owner = await bound();
    const body = { grantType: 'REFRESH_TOKEN', refreshToken: owner.tokens.refreshToken, ...over(owner) };
    await changing([], async () => expect(resultOf(await owner.binding.applyToken(body))).toBe(illegal));
  });

  it.each<[string, (owner: Bound, next: Tokens) => Promise<unknown>]>([
    ['after its successor was used', (_, next) => pay(next.accessToken)],
    ['after its successor was replaced', ({ binding }, next) => binding.refresh(next.refreshToken)],
    ['after the grace', ({ binding }) => age(binding, '10 minutes 1 second')],
  ])('row 123: a replaced refresh token %s ends the agreement', async (_, meanwhile) => {
    const owner = await bound();
    const next = tokensOf(await owner.binding.refresh(owner.tokens.refreshToken));
    await meanwhile(owner, next);
    await changing(endingTables, async () =>
      expect(resultOf(await owner.binding.refresh(owner.tokens.refreshToken))).toBe('F USED_REFRESH_TOKEN'),
    );
    await expectEnded({ ...owner, tokens: next });
  });

  it('row 123: the very same refresh call that comes again ends nothing, and a later one of another time does', async () => {
    const line = new SignedLine(wallet);
    const uri = apiPath('applyToken');
    const owner = await bound();
    const { acquirerId, pspId } = owner.binding.preparation();
    const grant = { grantType: 'REFRESH_TOKEN', refreshToken: owner.tokens.refreshToken };
    const bytes = await line.request(
      { acquirerId, pspId, authClientId: owner.binding.authClientId, ...grant },
      { uri },
    );
    const answers = await Promise.all([line.send(bytes, { uri }), line.send(bytes, { uri })]);
    const [first, second] = answers.map(({ body }) => body as unknown as Tokens);
    const next = { ...owner, tokens: first! };
    expect([answers[0].code, second!.accessToken]).toEqual([success, first!.accessToken]);
    await Promise.all([pay(first!.accessToken), line.send(bytes, { uri })]);
    await changing([], async () => expect((await line.send(bytes, { uri })).code).toBe('F USED_REFRESH_TOKEN'));
    expect(await pay(first!.accessToken)).toBe(success);
    expect(resultOf(await owner.binding.refresh(owner.tokens.refreshToken))).toBe('F USED_REFRESH_TOKEN');
    await expectEnded(next);
  });

  it('row 123: a refresh token past its life, or an access token in its place, changes nothing', async () => {
    const { binding, tokens } = await bound();
    const results = async (...words: string[]) => {
      for (const word of words) expect(resultOf(await binding.refresh(word))).toBe('F INVALID_REFRESH_TOKEN');
    };
    await changing([], () => results(tokens.accessToken, neverMade, 'x'));
    await expire(binding, 'REFRESH');
    await changing([], async () =>
      expect(resultOf(await binding.refresh(tokens.refreshToken))).toBe('F EXPIRED_REFRESH_TOKEN'),
    );
    expect(await pay(tokens.accessToken)).toBe(success);
  });

  it('row 124: cancelToken twice, or 20 times at once, is S and told once', async () => {
    const owner = await bound();
    const cancel = () => owner.binding.cancelToken(owner.tokens.accessToken);
    await changing(endingTables, async () => {
      const answers = await Promise.all(Array.from({ length: 20 }, cancel));
      expect(new Set(answers.map((answer) => resultOf(answer)))).toEqual(new Set([success]));
    });
    await changing([], async () => expect(resultOf(await cancel())).toBe(success));
    await expectEnded(owner);
  });

  it.each<[string, string]>([
    ['never made', neverMade],
    ['no token at all', 'x'],
  ])('row 124: a cancelToken of one %s is refused', async (_, accessToken) => {
    const { binding, tokens } = await bound();
    await changing([], async () => {
      expect(resultOf(await binding.cancelToken(accessToken))).toBe(invalidToken);
      expect(resultOf(await binding.cancelToken(tokens.refreshToken))).toBe(invalidToken);
    });
  });

  it.each(['prepare', 'applyToken', 'cancelToken', 'sendOTP', 'verifyOTP'] as const)(
    '%s changes nothing without a good signature, in time, for us',
    async (api) => {
      const line = new SignedLine(wallet);
      const uri = apiPath(api);
      const { binding, code, preparation, tokens } = await bound();
      const { referenceAgreementId } = new Binding(wallet, binding.customer);
      const body: JsonObject = {
        ...binding.preparation({ referenceAgreementId }),
        grantType: 'REFRESH_TOKEN',
        refreshToken: tokens.refreshToken,
        accessToken: tokens.accessToken,
        verifyRequestId: preparation.verifyRequestId,
        otpCode: code,
      };
      await changing([], async () => {
        expect(await line.codeOf(body, { uri, headers: { signature: [] } })).toBe('200 F INVALID_SIGNATURE');
        expect(await line.codeOf(body, { uri, signedBody: '{}' })).toBe('200 F INVALID_SIGNATURE');
        for (const seconds of [-310, 310])
          expect(await line.codeOf(body, { uri, time: timeIn(seconds) })).toBe('200 F INVALID_SIGNATURE');
        expect(await line.codeOf({ ...body, pspId: '1022160000000000001' }, { uri })).toBe('200 F PARAM_ILLEGAL');
        expect(await line.codeOf(JSON.stringify(body).slice(0, -1), { uri })).toBe('200 F PARAM_ILLEGAL');
      });
      expect(await line.codeOf(body, { uri })).toMatch(/^200 [SU] /);
    },
  );

  it('keeps sound books through all of it', () => wallet.expectSoundBooks(), 40_000);
});
