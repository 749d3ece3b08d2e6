import { setTimeout as sleep } from 'node:timers/promises';
import { orderBody, verificationBody, type JsonObject } from '@wallet/testkit';
import { agreeing, merchantNameOf, saleOf } from '../load/bodies';
import { codeOnPhone } from '../load/phone';
import type { PlannedFlow } from '../plan/load-plan';
import type { Wallet } from './wallet';

/** What each pays at first, in minor units. */
export const firstAmount = 100n;

const atOnce = 8;
const pollMs = 30;
const patienceMs = 20_000;

/** Before the load: ids that no flow of it has. */
const firstPayment = (number: number): PlannedFlow => ({
  index: 900_000 + number,
  kind: 'easy-pay',
  atMs: 0,
  paymentRequestId: `first-payment-${number}`,
  payer: number,
  amount: firstAmount,
  refunds: [],
  gapMs: 0,
});

async function pay({ simulator }: Wallet, body: JsonObject, expected: string): Promise<JsonObject> {
  const { answer, error } = await simulator.call('pay', body);
  const code = (answer?.['result'] as { resultCode?: string } | undefined)?.resultCode;
  if (!answer || code !== expected) throw new Error(`a first payment was answered ${code ?? error}`);
  return answer;
}

async function tokenOf({ simulator }: Wallet, referenceAgreementId: string): Promise<string> {
  for (const giveUpAt = Date.now() + patienceMs; Date.now() < giveUpAt; await sleep(pollMs)) {
    const notices = await simulator.notices(referenceAgreementId);
    const token = notices.find(({ body }) => body['authorizationNotifyType'] === 'TOKEN_CREATED')?.body['accessToken'];
    if (typeof token === 'string') return token;
  }
  throw new Error(`no TOKEN_CREATED came for ${referenceAgreementId}`);
}

async function agreementOf(wallet: Wallet, loginId: string, number: number): Promise<string> {
  const flow = firstPayment(number);
  const sale = saleOf(wallet.parties, flow);
  const order = await pay(wallet, orderBody(sale, loginId), 'VERIFICATION_IN_PROCESS');
  const otpCode = await codeOnPhone(wallet.simulator, loginId, merchantNameOf(flow));
  const otp = { verifyRequestId: String(order['verifyRequestId']), otpCode: otpCode ?? '' };
  await pay(wallet, verificationBody(sale, otp, agreeing(flow)), 'SUCCESS');
  return tokenOf(wallet, flow.paymentRequestId);
}

/** Each customer makes a first payment and agrees to later ones; resolves with their access tokens. */
export async function agree(wallet: Wallet, loginIds: readonly string[], signal: AbortSignal): Promise<string[]> {
  const tokens: string[] = [];
  const waiting = [...loginIds.entries()];
  const work = async (): Promise<void> => {
    for (let next = waiting.shift(); next; next = waiting.shift()) {
      signal.throwIfAborted();
      const [number, loginId] = next;
      tokens[number] = await agreementOf(wallet, loginId, number);
    }
  };
  await Promise.all(Array.from({ length: atOnce }, work));
  return tokens;
}
