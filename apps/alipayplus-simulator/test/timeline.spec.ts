import { result } from '@wallet/alipayplus';
import { tokenPayRequest } from '../src/alipayplus/easy-pay-requests';
import type { Exchange, JsonObject } from '../src/wire/exchange';
import { followPayment } from '../src/cli/follow-payment';
import { SimulatorClient } from '../src/cli/simulator-client';
import { Aborted, Transcript } from '../src/cli/transcript';
import type { FollowedPayment } from '../src/timeline/timelines';
import { FakeWallet, parties } from './fake-wallet';

const sale = { ...parties, amount: '12050', currency: 'HKD', merchantName: 'Shop', paymentMethodType: 'ALIPAY_HK' };
const payBody = (paymentRequestId: string): JsonObject => tokenPayRequest(sale, 'token', paymentRequestId);

describe('the timeline of the simulator', () => {
  let wallet: FakeWallet;

  const start = async (over = {}) => {
    wallet = await new FakeWallet().start(undefined, over);
    wallet.answers.pay = { result: result('PAYMENT_IN_PROCESS') };
    wallet.answers.inquiryPayment = { paymentResult: result('PAYMENT_IN_PROCESS') };
    wallet.answers.cancelPayment = {};
  };
  afterEach(() => wallet.stop());

  const report = async () => (await wallet.simulate<{ payments: JsonObject[] }>('/books/report')).payments;

  it('follows one payment to its end', async () => {
    await start();
    const { outcome, exchanges } = await wallet.simulate<FollowedPayment>('/timeline', {
      body: payBody('p-1'),
      timeScale: 0.03,
    });
    expect(outcome).toBe('cancelled');
    expect([...new Set(exchanges.map(({ api }) => api))]).toEqual(['pay', 'inquiryPayment', 'cancelPayment']);
    expect(await report()).toMatchObject([{ paymentRequestId: 'p-1', status: 'cancelled' }]);
  });

  it('follows every pay if it is set to, once each and in the background', async () => {
    await start({ timelineScale: 0.05 });
    const pay = () => wallet.simulate<Exchange>('/calls', { api: 'pay', body: payBody('p-1') });
    for (const { answer } of await Promise.all([pay(), pay()]))
      expect(answer?.result).toMatchObject({ resultStatus: 'U' });
    while ((await report())[0]?.status !== 'cancelled') await new Promise((resolve) => setTimeout(resolve, 50));
    expect(await wallet.simulate('/books/p-1')).toMatchObject({ cancels: [{ status: 'S' }] });
  }, 30_000);

  it('refuses an evaluation', async () => {
    await start();
    const body = { ...payBody('p-1'), paymentFactor: { isPaymentEvaluation: 'true' } };
    expect(await wallet.simulate('/timeline', { body })).toMatchObject({
      error: expect.stringMatching(/evaluation/) as string,
    });
  });

  it('is shown step by step', async () => {
    await start();
    const lines: string[] = [];
    const transcript = new Transcript((line) => lines.push(line));
    const simulator = new SimulatorClient(wallet.simulatorUrl);
    await expect(followPayment(simulator, transcript, payBody('p-1'), 0.03)).rejects.toThrow(Aborted);
    expect(lines.join('\n')).toMatch(
      /pay(.|\n)*inquiryPayment(.|\n)*payment U PAYMENT_IN_PROCESS(.|\n)*cancelPayment(.|\n)*cancelled/,
    );
    expect(transcript.faults).toEqual(['Timeline: expected paid, got cancelled']);
  });
});
