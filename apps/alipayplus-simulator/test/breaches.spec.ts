import { result } from '@wallet/alipayplus';
import { orderReference, tokenPayRequest } from '../src/alipayplus/easy-pay-requests';
import type { Exchange, JsonObject } from '../src/wire/exchange';
import { SimulatorClient } from '../src/cli/simulator-client';
import { Transcript } from '../src/cli/transcript';
import type { BreachesSeen } from '../src/conformance/breaches';
import { authCode, binding, FakeWallet, parties, preparation, tokenCreated } from './fake-wallet';

const sale = { ...parties, amount: '1000', currency: 'HKD', merchantName: 'Shop', paymentMethodType: 'ALIPAY_HK' };
const byToken = tokenPayRequest(sale, 'token', 'p-1');
const inquiry = orderReference(parties, 'p-1');

describe('the rules of Alipay+ that a wallet breaks', () => {
  let wallet: FakeWallet;

  beforeEach(async () => {
    wallet = await new FakeWallet().start();
    wallet.answers.pay = {};
    wallet.answers.inquiryPayment = {};
    wallet.answers.prepare = { authCode, verifyRequestId: 'v-1' };
  });
  afterEach(() => wallet.stop());

  const call = (api: string, body: JsonObject) => wallet.simulate<Exchange>('/calls', { api, body });
  const seen = () => wallet.simulate<BreachesSeen>('/breaches');
  const faults = async () => (await seen()).breaches.map(({ api, subject, fault }) => `${api} ${subject} ${fault}`);

  it('are none when all is right', async () => {
    expect(await call('pay', byToken)).not.toHaveProperty('breaches');
    await call('inquiryPayment', inquiry);
    await call('prepare', { ...preparation, authorizationAction: 'SMS' });
    await wallet.call('authNotify', tokenCreated());
    const paid = { paymentId: 'id-p-1', paymentTime: '2026-01-01T00:00:00+08:00' };
    await wallet.call('notifyPayment', { paymentRequestId: 'p-1', paymentResult: result('SUCCESS'), ...paid });
    await wallet.call('consultUnbinding', { ...binding, referenceMerchantId: 'm-1', accessToken: 't' });
    expect(await seen()).toEqual({ count: 0, breaches: [] });
  });

  it('are kept of every answer, with the exchange and by themselves', async () => {
    wallet.answers.pay = { paymentId: 'p'.repeat(65), paymentTime: 'today' };
    const { breaches } = await call('pay', byToken);
    expect(breaches).toEqual([
      'paymentId: must not be longer than 64',
      'paymentTime: must be an ISO 8601 date-time with an offset such as +08:00',
    ]);
    wallet.answers.inquiryPayment = { result: { ...result('UNKNOWN_EXCEPTION'), resultStatus: 'F' } };
    await call('inquiryPayment', inquiry);
    expect(await faults()).toEqual([
      ...breaches!.map((fault) => `pay p-1 ${fault}`),
      'inquiryPayment p-1 result.resultCode: UNKNOWN_EXCEPTION must have the status U',
    ]);
    expect((await seen()).count).toBe(3);
  });

  it.each([
    ['content-type', 'text/html'],
    ['client-id', 'other'],
    ['response-time', '1767240000000'],
    ['signature', 'keyVersion=1,signature=abc'],
  ])('are kept of the header %s', async (name, value) => {
    wallet.answerHeaders = { [name]: value };
    const { breaches } = await call('pay', byToken);
    expect(breaches).toContainEqual(expect.stringMatching(new RegExp(`^${name}: must `)));
  });

  it('fail a run of the CLI', async () => {
    wallet.answers.inquiryPayment = { customerId: '' };
    const transcript = new Transcript(() => undefined);
    const exchange = await new SimulatorClient(wallet.simulatorUrl).call('inquiryPayment', inquiry);
    transcript.exchange('Inquire', exchange, 'SUCCESS');
    expect(transcript.faults).toEqual(['Inquire: a rule of Alipay+ is broken: customerId: must not be empty']);
  });

  it('are kept of every call to Alipay+', async () => {
    await wallet.call('notifyPayment', { paymentRequestId: 'p-1', paymentResult: result('SUCCESS'), paymentId: 'id' });
    await wallet.call('authNotify', tokenCreated({ accessToken: 't'.repeat(129) }));
    await wallet.call('consultUnbinding', { ...binding, accessToken: 't' }, { forged: true });
    expect(await faults()).toEqual([
      'notifyPayment p-1 paymentTime: is missing',
      `authNotify ${binding.referenceAgreementId} accessToken: must not be longer than 128`,
      `consultUnbinding ${binding.referenceAgreementId} signature: wrong signature`,
      `consultUnbinding ${binding.referenceAgreementId} referenceMerchantId: is missing`,
    ]);
    expect(await wallet.simulate('/books/p-1')).toMatchObject({
      notifications: [{ breaches: ['paymentTime: is missing'] }],
    });
  });
});
