import { authCode, binding, FakeWallet, parties, preparation, token, tokenCreated } from './fake-wallet';

describe("what Alipay+ says to the wallet's authNotify and consultUnbinding", () => {
  let wallet: FakeWallet;

  beforeEach(async () => {
    wallet = await new FakeWallet().start();
    wallet.answers.prepare = { authCode, verifyRequestId: 'v'.repeat(32) };
  });
  afterEach(() => wallet.stop());

  const prepare = () => wallet.simulate('/calls', { api: 'prepare', body: preparation });
  const agreement = () => wallet.simulate(`/agreements/${binding.referenceAgreementId}`);
  const contradictions = async () => (await wallet.simulate<{ contradictions: string[] }>('/books')).contradictions;

  it('takes the notice of a binding that was asked for, and learns its tokens', async () => {
    await prepare();
    const answer = await wallet.call('authNotify', tokenCreated());
    expect(answer).toMatchObject({
      status: 200,
      signature: 'valid',
      body: { result: { resultCode: 'SUCCESS' }, ...parties },
    });
    const pair = { accessToken: token(1), refreshToken: token(2) };
    expect(await agreement()).toMatchObject({ ...binding, ...pair, status: 'ACTIVE', customerId: '2160000000000001' });
    const text = expect.any(String) as unknown;
    expect((await agreement()).notices).toEqual([
      {
        at: text,
        sentAt: text,
        to: text,
        signature: 'valid',
        walletKeyVersion: '1',
        answered: 'S',
        body: tokenCreated(),
      },
    ]);
    await wallet.call('authNotify', { authorizationNotifyType: 'TOKEN_CANCELED', ...binding, accessToken: token(1) });
    expect(await agreement()).toMatchObject({ status: 'ENDED', accessToken: token(1) });
    expect(await contradictions()).toEqual([]);
  });

  it('knows a binding from a first payment before that payment is answered', async () => {
    const body = { paymentRequestId: 'p-1', authorizationInfo: { ...binding, authState: 'state' } };
    wallet.beforeAnswer = () => wallet.call('authNotify', tokenCreated());
    await wallet.simulate('/calls', { api: 'pay', body });
    expect(await agreement()).toMatchObject({ status: 'ACTIVE', notices: [{ answered: 'S' }] });
  });

  it('refuses a notice of a binding that was never asked for, and keeps it against the wallet', async () => {
    const answer = await wallet.call('authNotify', tokenCreated());
    expect(answer.body.result).toMatchObject({ resultStatus: 'F', resultCode: 'PROCESS_FAIL' });
    expect(await agreement()).toMatchObject({ status: 'UNKNOWN', notices: [{ answered: 'F' }] });
    expect(await agreement()).not.toHaveProperty('accessToken');
    expect(await contradictions()).toEqual([
      `agreement ${binding.referenceAgreementId}: an authNotify of a binding that was never asked for`,
    ]);
  });

  it('refuses a forged and a malformed notice, and learns nothing from them', async () => {
    await prepare();
    await wallet.simulate('/behaviours', { authNotify: ['U'] });
    const forged = await wallet.call('authNotify', tokenCreated(), { forged: true });
    expect(forged.body.result).toMatchObject({ resultCode: 'INVALID_SIGNATURE' });
    const malformed = await wallet.call('authNotify', tokenCreated({ accessTokenExpiryTime: 'tomorrow' }));
    expect(malformed.body.result).toMatchObject({ resultCode: 'PARAM_ILLEGAL' });
    expect(await agreement()).toMatchObject({ status: 'REQUESTED', notices: [{ signature: 'invalid' }, {}] });
    expect(await contradictions()).toEqual([`agreement ${binding.referenceAgreementId}: a malformed authNotify`]);
  });

  it('answers notices as planned for one agreement, then S', async () => {
    await prepare();
    const authNotify = ['U', 'F', 'error', 'unsigned', 'wrong-signature'];
    await wallet.simulate('/behaviours', { subject: binding.referenceAgreementId, authNotify });
    const seen: unknown[] = [];
    for (let notice = 0; notice < 6; notice++) {
      const { status, signature, body } = await wallet.call('authNotify', tokenCreated());
      seen.push([status, signature, (body.result as { resultCode?: string } | undefined)?.resultCode]);
    }
    expect(seen).toEqual([
      [200, 'valid', 'UNKNOWN_EXCEPTION'],
      [200, 'valid', 'ACCESS_DENIED'],
      [500, 'none', undefined],
      [200, 'none', 'SUCCESS'],
      [200, 'invalid', 'SUCCESS'],
      [200, 'valid', 'SUCCESS'],
    ]);
    const { notices } = await wallet.simulate<{ notices: { answered: string }[] }>(
      `/agreements/${binding.referenceAgreementId}`,
    );
    expect(notices.map(({ answered }) => answered)).toEqual([...authNotify, 'S']);
  });

  it('hangs, and drops the connection, as planned', async () => {
    await prepare();
    await wallet.simulate('/behaviours', { authNotify: ['hang', 'drop'] });
    await expect(wallet.call('authNotify', tokenCreated(), { timeoutMs: 200 })).rejects.toThrow(/timeout/);
    await expect(wallet.call('authNotify', tokenCreated())).rejects.toThrow(/other side closed|ECONNRESET/);
  });

  it('allows unbinding unless it was told otherwise', async () => {
    const { authClientId } = binding;
    const consult = async () =>
      (await wallet.call('consultUnbinding', { authClientId, referenceMerchantId: 'm-1', accessToken: token(1) })).body;
    expect(await consult()).toMatchObject({ result: { resultCode: 'SUCCESS' }, allowUnbinding: 'true' });
    await wallet.simulate('/behaviours', { subject: authClientId, consultUnbinding: ['deny', 'U', 'F', 'hang'] });
    expect(await consult()).toMatchObject({ result: { resultCode: 'SUCCESS' }, allowUnbinding: 'false' });
    expect(await consult()).toMatchObject({ result: { resultStatus: 'U' } });
    expect(await consult()).toMatchObject({ result: { resultStatus: 'F' } });
    await expect(consult()).rejects.toThrow(/timeout/);
    expect(await consult()).toMatchObject({ allowUnbinding: 'true' });
  });

  it('shows an agreement that nobody has spoken of', async () => {
    expect(await wallet.simulate('/agreements/none')).toEqual({
      referenceAgreementId: 'none',
      status: 'UNKNOWN',
      notices: [],
    });
    expect(await wallet.simulate('/agreements')).toEqual([]);
  });
});
