import { formatDateTime, result } from '@wallet/alipayplus';
import { orderReference } from '../src/alipayplus/easy-pay-requests';
import { refundPayment } from '../src/cli/refund-payment';
import { SimulatorClient } from '../src/cli/simulator-client';
import { Transcript } from '../src/cli/transcript';
import type { OrderCodeView } from '../src/scan/order-codes';
import type { ScanCall } from '../src/scan/scan-calls';
import type { JsonObject } from '../src/wire/exchange';
import { FakeWallet, parties } from './fake-wallet';

const customerId = '2160000000000001';

describe('what Alipay+ says to the scan of a code', () => {
  let wallet: FakeWallet;

  beforeEach(async () => {
    wallet = await new FakeWallet().start();
  });
  afterEach(() => wallet.stop());

  const made = (over: JsonObject = {}) =>
    wallet.simulate<OrderCodeView>('/scan/order-codes', { merchant: 'tokyo-ramen', ...over });
  const plan = (subject: string, ...userInitiatedPay: string[]) =>
    wallet.simulate('/behaviours', { subject, userInitiatedPay });
  const scan = (codeValue: string, options = {}) =>
    wallet.call('userInitiatedPay', { codeValue, customerId }, options).catch(() => undefined);
  const codeOf = (answer: Awaited<ReturnType<typeof scan>>) =>
    (answer?.body.result as { resultCode?: string } | undefined)?.resultCode;
  const arrived = async (codeValue: string) =>
    (await wallet.simulate<{ calls: ScanCall[] }>(`/scan/calls?codeValue=${encodeURIComponent(codeValue)}`)).calls;
  const books = () => wallet.simulate<{ contradictions: string[] }>('/books');
  const notify = (order: JsonObject | undefined, over: JsonObject = {}) =>
    wallet.call('notifyPayment', {
      paymentRequestId: order?.paymentRequestId,
      paymentResult: result('SUCCESS'),
      paymentId: 'id-1',
      paymentTime: formatDateTime(new Date(), '+08:00'),
      paymentAmount: order?.paymentAmount,
      payToAmount: order?.payToAmount,
      customerId,
      ...over,
    });

  it('is U, U, nothing, S when it was planned so; the calls are kept byte for byte', async () => {
    const { codeValue } = await made();
    await plan(codeValue, 'U', 'U', 'drop', 'S');
    const answers = [await scan(codeValue), await scan(codeValue), await scan(codeValue), await scan(codeValue)];
    expect(answers.map(codeOf)).toEqual(['UNKNOWN_EXCEPTION', 'UNKNOWN_EXCEPTION', undefined, 'SUCCESS']);
    expect(answers.map((answer) => answer?.signature)).toEqual(['valid', 'valid', undefined, 'valid']);
    const calls = await arrived(codeValue);
    expect(calls.map(({ answered }) => answered)).toEqual(['U', 'U', 'drop', 'S']);
    expect(new Set(calls.map(({ rawBody }) => rawBody))).toEqual(new Set([JSON.stringify({ codeValue, customerId })]));
    expect(calls[2]?.answer).toEqual(answers[3]?.body);
    expect(calls.every(({ signature, customerId: by }) => signature === 'valid' && by === customerId)).toBe(true);
  });

  it('goes wrong for every code while such a fault is in force', async () => {
    const { codeValue } = await made();
    await wallet.simulate('/faults', { faults: 'userInitiatedPay=F:CURRENCY_NOT_SUPPORT*1,userInitiatedPay=U' }, 'PUT');
    expect(codeOf(await scan('28166604OTHER'))).toBe('CURRENCY_NOT_SUPPORT');
    expect(codeOf(await scan(codeValue))).toBe('UNKNOWN_EXCEPTION');
  });

  it('is refused without proof, and where a field is wrong', async () => {
    const { codeValue } = await made();
    expect(codeOf(await scan(codeValue, { forged: true }))).toBe('INVALID_SIGNATURE');
    const long = await wallet.call('userInitiatedPay', { codeValue: 'x'.repeat(513), customerId });
    expect(long.body.result).toMatchObject({ resultCode: 'PARAM_ILLEGAL' });
    const { breaches } = await wallet.simulate<{ breaches: JsonObject[] }>('/breaches');
    expect(breaches.at(-1)).toMatchObject({ subject: customerId, fault: 'codeValue: must not be longer than 512' });
    expect(await wallet.simulate(`/scan/order-codes?codeValue=${encodeURIComponent(codeValue)}`)).toMatchObject({
      state: 'open',
      decoded: [],
    });
  });

  it('is the order, which the notice must fit', async () => {
    const { codeValue } = await made({ form: 'v3', amount: '100', payToCurrency: 'KRW' });
    const order = (await scan(codeValue))?.body;
    expect(order).toMatchObject({ ...parties, payToAmount: { currency: 'KRW', value: '1000' } });
    expect((await notify(order)).body.result).toMatchObject({ resultCode: 'SUCCESS' });
    expect(codeOf(await scan(codeValue))).toBe('ORDER_IS_CLOSED');
    const [paid] = (await wallet.simulate<{ payments: JsonObject[] }>('/books/report')).payments;
    expect(paid).toMatchObject({ status: 'paid', customerId, paymentAmount: order?.paymentAmount });
    expect((await books()).contradictions).toEqual([]);
    const other = (await scan((await made()).codeValue))?.body;
    await notify(other, { paymentId: 'id-2', payToAmount: { currency: 'HKD', value: '1' } });
    expect((await books()).contradictions).toEqual([expect.stringContaining('other amounts than asked')]);
  });

  it('may be for the client SDK: then there is nothing to tell of it', async () => {
    const { codeValue } = await made({ merchant: 'shanghai-noodles', amount: '50100', isFromEntry: true });
    const order = (await scan(codeValue))?.body;
    expect(order).toMatchObject({
      actionForm: { actionType: 'HANDLE_BY_SDK', sdkActionPayload: expect.anything() as string },
    });
    await notify(order, { paymentResult: result('ORDER_IS_CLOSED') });
    expect((await books()).contradictions).toEqual([
      `${String(order?.paymentRequestId)}: a notice of an order that was for the client SDK`,
    ]);
  });

  it('is shown on the wire by the payment and by the code', async () => {
    const { codeValue } = await made({ form: 'plain' });
    await plan(codeValue, 'U');
    await scan(codeValue);
    const order = (await scan(codeValue))?.body;
    const page = async (id: string) => (await fetch(`${wallet.simulatorUrl}/wire?id=${id}`)).text();
    expect(await page(String(order?.paymentRequestId))).toContain('userInitiatedPay: S SUCCESS');
    expect(await page(codeValue)).toMatch(/userInitiatedPay: U UNKNOWN_EXCEPTION[^]*userInitiatedPay: S SUCCESS/);
  });

  it('can be inquired, refunded and cancelled like any payment', async () => {
    const order = (await scan((await made()).codeValue))?.body;
    const paymentRequestId = String(order?.paymentRequestId);
    await notify(order);
    wallet.answers.inquiryPayment = { paymentResult: result('SUCCESS'), paymentId: 'id-1' };
    wallet.answers.refund = { refundId: 'refund-1', refundTime: '2026-11-29T12:00:00+08:00' };
    wallet.answers.cancelPayment = {};
    const simulator = new SimulatorClient(wallet.simulatorUrl);
    const transcript = new Transcript(() => undefined);
    const ask = (api: 'inquiryPayment' | 'cancelPayment') =>
      simulator.call(api, orderReference(parties, paymentRequestId));
    transcript.exchange('Inquire', await ask('inquiryPayment'), 'SUCCESS');
    await refundPayment(simulator, transcript, parties, { paymentRequestId });
    transcript.exchange('Cancel', await ask('cancelPayment'), 'SUCCESS');
    expect(wallet.calls[1]).toMatchObject({ refundAmount: order?.paymentAmount, refundFromAmount: order?.payToAmount });
    expect(transcript.faults).toEqual([]);
    expect((await books()).contradictions).toEqual([]);
  });

  it('lists its merchants, and says what it cannot make', async () => {
    const { merchants } = await wallet.simulate<{ merchants: JsonObject[] }>('/scan/merchants');
    expect(merchants).toContainEqual(
      expect.objectContaining({
        id: 'kuwait-dates',
        currency: 'KWD',
        entryCode: `${wallet.simulatorUrl}/entry/kuwait-dates`,
      }),
    );
    expect(await made({ merchant: 'nowhere' })).toEqual({
      error: expect.stringContaining('no merchant is called nowhere') as string,
    });
    expect(await made({ amount: '1.5' })).toEqual({ error: expect.stringContaining('minor units') as string });
  });
});
