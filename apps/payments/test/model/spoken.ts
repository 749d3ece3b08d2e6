import type { Answer } from '@wallet/contracts';

/** An answer in one line, with what must never differ. */
export function spoken(answer: Answer): string {
  if (answer.outcome === 'refused') return `F ${answer.refusal}`;
  if (answer.outcome === 'unknown') return `U ${answer.reason}`;
  const { result } = answer;
  if (result.kind === 'paid') return `S paid ${result.paymentId}`;
  if (result.kind === 'refunded') return `S refunded ${result.refundId}`;
  return result.kind === 'inquired' ? `S inquired: ${inquired(result.payment)}` : `S ${result.kind}`;
}

type Inquired = Extract<Extract<Answer, { outcome: 'done' }>['result'], { kind: 'inquired' }>['payment'];

function inquired(payment: Inquired): string {
  if (payment.status === 'waiting') return 'waiting';
  return payment.status === 'paid' ? `S paid ${payment.paymentId}` : `F ${payment.refusal}`;
}
