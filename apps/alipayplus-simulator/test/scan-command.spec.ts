import { generateKeyPairSync } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { formatDateTime, result } from '@wallet/alipayplus';
import { Scan, type ScanOptions } from '../src/cli/scan/scan';
import { findCustomer } from '../src/cli/scan/find-customer';
import { ScannedOrders } from '../src/cli/scan/scanned-order';
import { SimulatorClient } from '../src/cli/simulator-client';
import { Aborted, Transcript } from '../src/cli/transcript';
import { WalletAppClient } from '../src/cli/wallet-app-client';
import { resultOf, type JsonObject } from '../src/wire/exchange';
import { FakeWallet, parties } from './fake-wallet';

const customerId = '2160000000000001';
const orderId = '0b7ce7a5-0000-4000-8000-000000000001';

/** What the app is told where there is nothing to confirm. */
function endOf(answer: JsonObject | undefined): JsonObject | undefined {
  const { actionType, sdkActionPayload } = (answer?.actionForm ?? {}) as JsonObject;
  if (actionType === 'HANDLE_BY_SDK') return { action: actionType, sdkActionPayload };
  const told = resultOf(answer);
  const failure = { code: told?.resultCode, message: 'No.', whatToDo: 'Ask.' };
  return told?.resultStatus === 'F' ? { action: 'REFUSED', failure } : undefined;
}

describe('the command scan', () => {
  const dir = mkdtempSync(join(tmpdir(), 'wallet-app-'));
  const keyFile = join(dir, 'wallet-app-private.pem');
  let wallet: FakeWallet;
  let order: JsonObject | undefined;
  /** The body of each call of userInitiatedPay, by its number. */
  let bodyOf: (call: number, body: JsonObject) => JsonObject;
  let shown: JsonObject;
  let transcript: Transcript;
  let lines: string[];

  beforeAll(() =>
    writeFileSync(keyFile, generateKeyPairSync('ed25519').privateKey.export({ format: 'pem', type: 'pkcs8' })),
  );
  afterAll(() => rmSync(dir, { recursive: true }));

  beforeEach(async () => {
    order = undefined;
    bodyOf = (_, body) => body;
    shown = {};
    lines = [];
    transcript = new Transcript((line) => lines.push(line));
    wallet = new FakeWallet();
    const bodyIn = ({ body }: { body: unknown }) => JSON.parse((body as Buffer).toString('utf8')) as JsonObject;
    wallet.server.post('/wallet/v1/codes/identify', (request) => {
      const { codeValue } = bodyIn(request);
      const isEntry = String(codeValue).includes('/entry/');
      return isEntry ? { action: 'OPEN_URL', redirectUrl: codeValue } : { action: 'DECODE' };
    });
    wallet.server.post('/wallet/v1/codes/pay', async (request, reply) => {
      const asked = { codeValue: bodyIn(request).codeValue, customerId };
      for (let call = 1; call <= 5; call++) {
        const { body } = (await wallet.call('userInitiatedPay', bodyOf(call, asked)).catch(() => undefined)) ?? {};
        const told = resultOf(body);
        const ended = endOf(body);
        if (ended) return { ...ended, ...shown };
        if (told?.resultStatus !== 'S') continue;
        order = body;
        return { action: 'PAY', order: { orderId, state: 'waiting', merchantName: '東京ラーメン横丁', ...shown } };
      }
      return reply.code(504).send({ error: 'no-decision' });
    });
    wallet.server.post(`/wallet/v1/orders/${orderId}/confirm`, async (request, reply) => {
      const { paymentFactor } = bodyIn(request) as { paymentFactor: JsonObject };
      if (paymentFactor.value !== '123456') return reply.code(403).send({ error: 'payment-factor-refused' });
      const { paymentRequestId, paymentAmount, payToAmount } = order ?? {};
      await wallet.call('notifyPayment', {
        paymentRequestId,
        paymentResult: result('SUCCESS'),
        paymentId: '2026112900000001',
        paymentTime: formatDateTime(new Date(), '+08:00'),
        paymentAmount,
        payToAmount,
        customerId,
      });
      return { orderId, state: 'succeeded', merchantName: '東京ラーメン横丁' };
    });
    await wallet.start();
  });
  afterEach(() => wallet.stop());

  const scan = (over: Partial<ScanOptions> = {}, pin = '123456') => {
    const app = new ScannedOrders(new WalletAppClient(wallet.url, keyFile, customerId), pin);
    const options = { codeValue: undefined, wanted: { merchant: 'tokyo-ramen' }, answers: [], confirm: false };
    return new Scan(new SimulatorClient(wallet.simulatorUrl), transcript, app, { ...options, ...over }).run();
  };

  it('shows each step of a payment, and its ids', async () => {
    await scan({ answers: ['U', 'U', 'drop', 'S'], confirm: true });
    expect(transcript.faults).toEqual([]);
    expect(lines.join('\n')).toMatch(/JPY 980, settled as HKD 5091/);
    expect(lines.join('\n')).toMatch(/userInitiatedPay {2}U UNKNOWN_EXCEPTION, U UNKNOWN_EXCEPTION, drop, S SUCCESS/);
    expect(lines.join('\n')).toMatch(/waiting {2}東京ラーメン横丁[^]*succeeded[^]*notifyPayment/);
    expect(transcript.ids).toEqual({ paymentRequestId: order?.paymentRequestId, paymentId: '2026112900000001' });
  });

  it('ends at the cashier without --confirm', async () => {
    await scan();
    expect(transcript.steps.map(({ title }) => title)).toEqual([
      '1 The merchant shows a code',
      '2 Identify it',
      '3 Ask for its order',
      '4 What the user sees',
    ]);
    expect(transcript.ids).toEqual({ paymentRequestId: order?.paymentRequestId });
  });

  it.each<Partial<ScanOptions>>([
    { answers: ['F:EXPIRED_CODE'] },
    { answers: ['U', 'U', 'U', 'U', 'U'] },
    { wanted: { merchant: 'shanghai-noodles', amount: '50100', isFromEntry: true } },
  ])('is right when the user is shown what Alipay+ said: %j', async (options) => {
    await scan({ ...options, confirm: true });
    expect(transcript.faults).toEqual([]);
    expect(lines.at(-1)).toMatch(/EXPIRED_CODE|no-decision|HANDLE_BY_SDK/);
  });

  it('opens the page of an entry code, and asks nobody', async () => {
    const codeValue = `${wallet.simulatorUrl}/entry/tokyo-ramen`;
    await scan({ codeValue });
    expect(lines).toEqual([expect.stringContaining(`wallet app -> wallet  OPEN_URL  ${codeValue}`)]);
    expect(await new SimulatorClient(wallet.simulatorUrl).scanCalls(codeValue)).toEqual([]);
    expect(transcript.faults).toEqual([]);
  });

  it.each<[string, () => void, string]>([
    ['a repeat that differs', () => (bodyOf = (call, body) => ({ ...body, call })), 'a repeat has another body'],
    ['another state than Alipay+ said', () => (shown = { state: 'succeeded' }), 'expected waiting, got succeeded'],
  ])('finds %s', async (_, goWrong, fault) => {
    goWrong();
    await expect(scan({ answers: ['U', 'S'] })).rejects.toThrow(Aborted);
    expect(transcript.faults).toEqual([expect.stringContaining(fault)]);
  });

  it('finds that the payment was refused', async () => {
    await expect(scan({ confirm: true }, '000000')).rejects.toThrow(Aborted);
    expect(transcript.faults).toEqual(['5 Confirm with the PIN: expected succeeded']);
  });

  it('asks the wallet whose number it is', async () => {
    wallet.answers.pay = { customerId };
    const wanted = { ...parties, loginId: '852-52412345', currency: 'HKD' };
    expect(await findCustomer(new SimulatorClient(wallet.simulatorUrl), transcript, wanted)).toBe(customerId);
    expect(wallet.calls[0]).toMatchObject({ paymentFactor: { isPaymentEvaluation: 'true' } });
  });
});
