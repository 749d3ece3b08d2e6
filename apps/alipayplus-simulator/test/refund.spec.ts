import { result } from '@wallet/alipayplus';
import { tokenPayRequest } from '../src/alipayplus/easy-pay-requests';
import { refundPayment, type WantedRefund } from '../src/cli/refund-payment';
import { SimulatorClient } from '../src/cli/simulator-client';
import { Aborted, Transcript } from '../src/cli/transcript';
import { FakeWallet, parties } from './fake-wallet';

const sale = { ...parties, amount: '1000', currency: 'HKD', merchantName: 'Shop', paymentMethodType: 'ALIPAY_HK' };
const refunded = { refundId: 'w-1', refundTime: '2026-01-01T00:00:00+08:00' };
const hkd = (value: string) => ({ currency: 'HKD', value });
const jpy = (value: string) => ({ currency: 'JPY', value });

describe('refund', () => {
  let wallet: FakeWallet;
  let transcript: Transcript;

  beforeEach(async () => {
    wallet = await new FakeWallet().start();
    wallet.answers.pay = { paymentId: 'id-1' };
    wallet.answers.refund = refunded;
    transcript = new Transcript(() => undefined);
  });
  afterEach(() => wallet.stop());

  const pay = (over = {}) =>
    wallet.simulate('/calls', { api: 'pay', body: { ...tokenPayRequest(sale, 'token', 'p-1'), ...over } });
  const refund = (wanted: Partial<WantedRefund> = {}) =>
    refundPayment(new SimulatorClient(wallet.simulatorUrl), transcript, parties, {
      paymentRequestId: 'p-1',
      ...wanted,
    });

  it('is of what is left, with the ids that the books know', async () => {
    await pay();
    await refund({ amount: '300', refundRequestId: 'r-1', reason: 'broken' });
    expect(wallet.calls.at(-1)).toEqual({
      ...parties,
      paymentRequestId: 'p-1',
      paymentId: 'id-1',
      refundRequestId: 'r-1',
      refundAmount: hkd('300'),
      refundFromAmount: hkd('300'),
      refundReason: 'broken',
    });
    wallet.answers.refund = { ...refunded, refundId: 'w-2' };
    expect(await refund()).toMatch(/--refund-request-id \d{8}/);
    expect(wallet.calls.at(-1)).toMatchObject({ refundAmount: hkd('700'), refundFromAmount: hkd('700') });
    expect(transcript.faults).toEqual([]);
    await expect(refund()).rejects.toThrow('payment p-1 is refunded already');
  });

  it('needs both amounts or none in two currencies', async () => {
    await pay({ paymentAmount: jpy('100') });
    await expect(refund({ amount: '10' })).rejects.toThrow('the payment is in JPY and HKD: give both amounts or none');
    await refund({ amount: '10', fromAmount: '100' });
    expect(wallet.calls.at(-1)).toMatchObject({ refundAmount: jpy('10'), refundFromAmount: hkd('100') });
  });

  it('is of a rest that is left on one side only', async () => {
    await pay({ paymentAmount: jpy('100') });
    await refund({ amount: '100', fromAmount: '999' });
    await refund();
    expect(wallet.calls.at(-1)).toMatchObject({ refundAmount: jpy('0'), refundFromAmount: hkd('1') });
    await expect(refund()).rejects.toThrow('payment p-1 is refunded already');
  });

  it('inquires a payment that the books do not know', async () => {
    const amounts = { paymentAmount: hkd('1000'), payToAmount: hkd('1000') };
    wallet.answers.inquiryPayment = { paymentResult: result('SUCCESS'), paymentId: 'id-1', ...amounts };
    await refund();
    expect(wallet.calls.at(-1)).toMatchObject({ paymentId: 'id-1', refundAmount: hkd('1000') });
    wallet.answers.inquiryPayment = { result: result('ORDER_NOT_EXIST') };
    await expect(refund({ paymentRequestId: 'p-2' })).rejects.toThrow(Aborted);
    expect(transcript.faults).toEqual(['Inquire the payment: expected SUCCESS, got ORDER_NOT_EXIST']);
  });

  it('is wrong when it is refused, or its id is missing', async () => {
    await pay();
    wallet.answers.refund = { result: result('UNKNOWN_EXCEPTION') };
    await expect(refund()).rejects.toThrow(Aborted);
    transcript = new Transcript(() => undefined);
    wallet.answers.refund = { refundTime: refunded.refundTime };
    await expect(refund()).rejects.toThrow(Aborted);
    expect(transcript.faults).toEqual(['Refund: a rule of Alipay+ is broken: refundId: is missing']);
  });
});
