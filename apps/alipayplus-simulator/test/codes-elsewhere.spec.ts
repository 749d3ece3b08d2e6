import { result } from '@wallet/alipayplus';
import { Bind } from '../src/cli/bind';
import { EasyPay } from '../src/cli/easy-pay';
import type { CodeSources } from '../src/cli/phone';
import { SimulatorClient } from '../src/cli/simulator-client';
import { Aborted, Transcript } from '../src/cli/transcript';
import type { JsonObject } from '../src/wire/exchange';
import { authCode, binding, FakeWallet, parties, token } from './fake-wallet';

const loginId = '852-52412345';
const purchase = { ...parties, amount: '12050', currency: 'HKD', loginId, merchantName: 'Shop' };

/** A wallet that sends its SMS to another provider than the simulator. */
describe('a code that comes to another phone', () => {
  let wallet: FakeWallet;
  let transcript: Transcript;

  beforeEach(async () => {
    wallet = await new FakeWallet().start();
    transcript = new Transcript(() => undefined);
    wallet.answers.inquiryPayment = {};
    wallet.answers.pay = ({ paymentFactor, paymentRequestId }) => {
      const { isEasyPayScenario, isPaymentEvaluation } = paymentFactor as JsonObject;
      if (isEasyPayScenario === 'true' && isPaymentEvaluation === undefined)
        return { result: result('VERIFICATION_IN_PROCESS'), verifyRequestId: 'v-1' };
      if (isPaymentEvaluation === undefined) void notifyPaid(paymentRequestId);
      return {};
    };
    wallet.answers.sendOTP = { verifyRequestId: 'v-2' };
  });
  afterEach(() => wallet.stop());

  const notifyPaid = (paymentRequestId: unknown) =>
    wallet.call('notifyPayment', {
      paymentRequestId,
      paymentResult: result('SUCCESS'),
      paymentId: `id-${String(paymentRequestId)}`,
      paymentTime: '2027-01-01T00:00:00+08:00',
    });

  const easyPay = (sources: Omit<CodeSources, 'waitMs'>, resend = false) => {
    const options = { wrongOtp: 0, maxTries: 3, resend, authorize: false, authNotify: [], notifyPayment: [] };
    const codes = { ...sources, waitMs: 100 };
    const client = new SimulatorClient(wallet.simulatorUrl);
    const sale = { ...purchase, paymentMethodType: 'ALIPAY_HK' };
    return new EasyPay(client, transcript, sale, { ...options, timeScale: undefined, codes }).run();
  };
  const command = (script: string) => ({ words: [process.execPath, '-e', script], folder: '.' });
  const verified = () => wallet.calls.flatMap(({ otpVerification }) => (otpVerification ? [otpVerification] : []));

  it('is asked for at the terminal, until it is one', async () => {
    const typed = ['what?', '12 34', ' 123456 '];
    const ask = jest.fn(() => Promise.resolve(typed.shift() ?? ''));
    await easyPay({ ask });
    expect(transcript.faults).toEqual([]);
    expect(ask).toHaveBeenCalledTimes(3);
    expect(ask).toHaveBeenCalledWith(expect.stringContaining(loginId));
    expect(verified()).toMatchObject([{ otpCode: '123456' }]);
  });

  it('is asked for again after a resend', async () => {
    const typed = ['123456', '654321'];
    await easyPay({ ask: () => Promise.resolve(typed.shift() ?? '') }, true);
    expect(transcript.faults).toEqual([]);
    expect(verified()).toMatchObject([{ otpCode: '654321', verifyRequestId: 'v-2' }]);
  });

  it('is what a program prints, which is not waited for on the simulated phone', async () => {
    await easyPay({ command: command('console.log("246802 is your code")') });
    expect(transcript.faults).toEqual([]);
    expect(verified()).toMatchObject([{ otpCode: '246802' }]);
    expect(JSON.stringify(transcript.steps.filter(({ detail }) => detail))).not.toContain('246802');
  });

  it('binds too', async () => {
    wallet.answers.prepare = { authCode, verifyRequestId: 'v-1' };
    wallet.answers.applyToken = { accessToken: token(1), refreshToken: token(2) };
    const options = { binding: { ...parties, ...binding }, loginId, merchantName: 'Shop', refuse: false };
    const codes = { command: command('console.log(135790)'), waitMs: 100 };
    const client = new SimulatorClient(wallet.simulatorUrl);
    await new Bind(client, transcript, { ...options, authNotify: [], codes }).bySms();
    expect(transcript.faults).toEqual([]);
    expect(verified()).toMatchObject([{ otpCode: '135790' }]);
  });

  it.each([
    ['nobody is there to type it', {}, /no message came .* give --otp-command/],
    ['nothing is typed', { ask: () => Promise.resolve('') }, /no message came .* no code was typed/],
    ['the program fails', { command: command('process.exit(3)') }, /--otp-command: .* ended with exit code 3/],
  ])('is missed when %s, and the payment can be found', async (_, codes: Omit<CodeSources, 'waitMs'>, fault) => {
    await expect(easyPay(codes)).rejects.toThrow(Aborted);
    expect(transcript.faults).toEqual([expect.stringMatching(fault)]);
    expect(transcript.ids.paymentRequestId).toMatch(/^\d+$/);
    expect(verified()).toEqual([]);
  });
});
