import { compileCodeRules, identifyCode } from '@wallet/alipayplus/codes';
import { request } from 'undici';
import { codeForms, entryCode, newCodeValue } from '../src/scan/code-values';
import { FakeWallet } from './fake-wallet';

interface RuleSet {
  readonly version: string;
  readonly codeRules: readonly unknown[];
}

describe("Alipay+'s rules for scanned codes", () => {
  let wallet: FakeWallet;
  beforeEach(async () => (wallet = await new FakeWallet().start()));
  afterEach(() => wallet.stop());

  const ask = async () => (await wallet.call('inquiryCodeRules', {})).body;

  it('are answered signed, and each can be used', async () => {
    const { status, signature, body } = await wallet.call('inquiryCodeRules', {});
    expect([status, signature]).toEqual([200, 'valid']);
    expect(body).toMatchObject({ result: { resultCode: 'SUCCESS' }, version: 'simulator_1' });
    const rules = compileCodeRules(body as unknown as RuleSet);
    expect(rules).toMatchObject({ unusable: [], areTooCostly: false });
    expect(rules.rules.length).toBeGreaterThan(10);
    for (const form of codeForms)
      expect(identifyCode(rules, newCodeValue(form, 'tokyo-ramen'))).toMatchObject({
        postCodeMatchActionType: 'DECODE',
      });
    const entry = entryCode(wallet.simulatorUrl, 'tokyo-ramen');
    expect(identifyCode(rules, entry)).toMatchObject({ redirectUrl: entry, userAgent: 'AlipayConnect' });
    expect(identifyCode(rules, 'https://weixin.example/x')).toMatchObject({
      redirectUrl: 'https://entry.example/page?codeValue=https%3A%2F%2Fweixin.example%2Fx&issuer=simulator',
    });
  });

  it('are replaced, counted and shown on the wire', async () => {
    const next = { version: 'next', codeRules: [{ any: 'thing' }] };
    await ask();
    expect(await wallet.simulate('/code-rules', next, 'PUT')).toEqual({ ...next, asked: 1 });
    expect(await ask()).toMatchObject(next);
    expect(await wallet.simulate('/code-rules')).toEqual({ ...next, asked: 2 });
    const wire = await (await request(`${wallet.simulatorUrl}/wire?id=inquiryCodeRules`)).body.text();
    expect(wire.match(/<h2>inquiryCodeRules: S SUCCESS<\/h2>/g)).toHaveLength(2);
  });

  it('are answered as wrongly as a test wants', async () => {
    await wallet.simulate('/behaviours', { inquiryCodeRules: ['U', 'F', 'drop'] });
    expect(await ask()).toMatchObject({ result: { resultStatus: 'U' } });
    expect(await ask()).toMatchObject({ result: { resultStatus: 'F' } });
    await expect(ask()).rejects.toThrow(/other side closed|ECONNRESET/);
    await wallet.simulate('/faults', { faults: 'inquiryCodeRules=F:ACCESS_DENIED*1' }, 'PUT');
    expect(await ask()).toMatchObject({ result: { resultCode: 'ACCESS_DENIED' } });
    expect(await ask()).toMatchObject({ result: { resultCode: 'SUCCESS' } });
  });
});
