import { textOf } from '../../books/amounts';
import type { ScanCall } from '../../scan/scan-calls';
import { resultOf, type JsonObject } from '../../wire/exchange';
import { isMisbehaviour } from '../../wire/misbehaviour';
import type { Heard, Identified, PaidCode, ShownOrder } from './scanned-order';

const said = (words: readonly (string | undefined)[]): string =>
  ['wallet app -> wallet', ...words].filter((word) => word !== undefined).join('  ');

const refusal = (failure: ShownOrder['failure']): string | undefined =>
  failure && `${failure.code} "${failure.message} ${failure.whatToDo}"`;

export const describeIdentified = (heard: Heard<Identified>): string =>
  'not' in heard ? said([heard.not]) : said([heard.said.action, heard.said.redirectUrl]);

export function describeOrder(heard: Heard<ShownOrder>): string {
  if ('not' in heard) return said([heard.not]);
  const { state, merchantName, paymentAmount, payToAmount, failure } = heard.said;
  const amounts = [paymentAmount, payToAmount].map((amount) => amount && textOf(amount));
  return said([state, merchantName, ...amounts, refusal(failure)]);
}

export function describePaid(heard: Heard<PaidCode>): string {
  if ('not' in heard) return said([heard.not]);
  const { action, order, failure, sdkActionPayload } = heard.said;
  if (action === 'PAY' && order) return describeOrder({ said: order });
  return said([action, sdkActionPayload, refusal(failure)]);
}

/** What came back of a call: a result, or why there was none. */
export function describeCall({ answered, answer }: ScanCall): string {
  const result = resultOf(answer);
  return isMisbehaviour(answered) || !result ? answered : `${result.resultStatus} ${result.resultCode}`;
}

/** What is wrong with the wallet's calls: repeats are the same request, byte for byte. */
export function faultOfCalls(calls: readonly ScanCall[]): string | undefined {
  if (calls.length === 0) return 'Alipay+ was not asked';
  if (calls.some(({ signature }) => signature !== 'valid')) return 'the signature is not valid';
  return new Set(calls.map(({ rawBody }) => rawBody)).size > 1 ? 'a repeat has another body' : undefined;
}

/** Is the user shown what Alipay+ said last? After U or silence nothing is known. Undefined: it is right. */
export function faultOfPaid(heard: Heard<PaidCode>, last: ScanCall | undefined): string | undefined {
  const expected = expectedOf(last);
  const shown = 'not' in heard ? 'no order' : outcomeOf(heard.said);
  return shown === expected ? undefined : `expected ${expected}, got ${shown}`;
}

function expectedOf(last: ScanCall | undefined): string {
  const result = last && resultOf(last.answer);
  const isHandledBySdk = (last?.answer.actionForm as JsonObject | undefined)?.actionType === 'HANDLE_BY_SDK';
  if (isHandledBySdk) return 'HANDLE_BY_SDK';
  if (result?.resultStatus === 'F') return result.resultCode;
  return result?.resultStatus === 'S' ? 'waiting' : 'no order';
}

function outcomeOf({ action, order, failure, sdkActionPayload }: PaidCode): string {
  if (action === 'PAY') return order?.state ?? 'no order';
  if (action === 'HANDLE_BY_SDK' && sdkActionPayload === undefined) return 'no payload';
  return failure?.code ?? action;
}
