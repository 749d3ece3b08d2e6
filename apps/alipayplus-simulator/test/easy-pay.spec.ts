import { result } from '@wallet/alipayplus';
import type { JsonObject } from '../src/wire/exchange';
import { EasyPay } from '../src/cli/easy-pay';
import { SimulatorClient } from '../src/cli/simulator-client';
import { Transcript } from '../src/cli/transcript';
import { FakeWallet, parties, tokenCreated } from './fake-wallet';

const purchase = {
  ...parties,
  amount: '12050',
  currency: 'HKD',
  loginId: '852-52412345',
  merchantName: 'Shop',
  paymentMethodType: 'ALIPAY_HK',
};

describe('easy-pay --authorize', () => {
  let wallet: FakeWallet;

  beforeEach(async () => {
    wallet = await new FakeWallet().start();
    wallet.answers.inquiryPayment = {};
    wallet.answers.pay = (body) =>
      isOrder(body) ? { result: result('VERIFICATION_IN_PROCESS'), verifyRequestId: 'v-1' } : {};
    wallet.beforeAnswer = async (body) => {
      if (isOrder(body)) await wallet.simulate('/sms', { to: '852-52412345', text: '123456 is your code.' });
      if (body.authorizationInfo) await tell(body);
    };
  });
  afterEach(() => wallet.stop());

  const isOrder = ({ paymentFactor }: JsonObject): boolean => {
    const { isEasyPayScenario, isPaymentEvaluation } = (paymentFactor ?? {}) as JsonObject;
    return isEasyPayScenario === 'true' && isPaymentEvaluation === undefined;
  };
  const tell = async ({ paymentRequestId, authorizationInfo }: JsonObject): Promise<void> => {
    const paid = { paymentId: `id-${String(paymentRequestId)}`, paymentTime: '2027-01-01T00:00:00+08:00' };
    await wallet.call('notifyPayment', { paymentRequestId, paymentResult: result('SUCCESS'), ...paid });
    const { authClientId, referenceAgreementId } = authorizationInfo as JsonObject;
    const created = tokenCreated({ authClientId, referenceAgreementId });
    await wallet.call('authNotify', created);
    await wallet.call('authNotify', created);
  };

  it('shows TOKEN_CREATED and its repeat, with no token in full', async () => {
    const lines: string[] = [];
    const transcript = new Transcript((line) => lines.push(line));
    const options = { wrongOtp: 0, maxTries: 3, resend: false, authorize: true, codes: { waitMs: 5_000 } };
    const plan = { authNotify: ['U'], notifyPayment: ['F'], timeScale: undefined } as const;
    await new EasyPay(new SimulatorClient(wallet.simulatorUrl), transcript, purchase, { ...options, ...plan }).run();
    expect(transcript.faults).toEqual([]);
    const { paymentRequestId, referenceAgreementId } = transcript.ids;
    expect([wallet.calls.at(-1)?.paymentRequestId, referenceAgreementId]).toEqual([paymentRequestId, paymentRequestId]);
    const said = lines.join('\n');
    expect(said).toMatch(/TOKEN_CREATED.*accessToken=28160003….*answered U(.|\n)*TOKEN_CREATED.*answered S/);
    expect(said).not.toMatch(/28160003\w/);
  });
});
