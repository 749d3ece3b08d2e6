import { notifierEndpoints, otpEndpoints, paymentsEndpoints, type Payment } from '@wallet/operator-contract';
import type { Command } from 'commander';
import type { Cli, CommandGroup } from './cli';
import { finish, type JsonOption } from './finish-command';
import type { CodeOfPayment } from '../answers/code-text';
import type { PaymentLife } from '../answers/payment-life';
import { paymentHelp } from './payment-help';
import { paymentText } from './payment-text';
import { CommandFailed } from '../terminal/exit';

/** `payment show`, at the operator endpoints of payments, otp and notifier. */
export const paymentCommands: CommandGroup = (program, cli) => {
  const payment = program.command('payment').description('Payments, whatever became of them.');
  addShow(payment, cli);
};

function addShow(payment: Command, cli: Cli): void {
  const command = payment
    .command('show')
    .description(
      'Show one payment and its life: SMS, wrong codes, events and their commands, refunds, ledger entries, notices.',
    )
    .argument('<id>', paymentHelp)
    .action(async (id: string, { json }: JsonOption) => {
      const life = await lifeOf(cli, id);
      cli.print(json ? JSON.stringify(life) : paymentText(life));
    });
  finish(command, ['payment show 20251122190741010007', 'payment show 20251122190741010007 --json']);
}

async function lifeOf(cli: Cli, id: string): Promise<PaymentLife> {
  const payment = await cli.client('payments').call(paymentsEndpoints.showPayment, { params: { id } });
  const notifier = cli.client('notifier');
  const query = { kind: 'NOTIFY_PAYMENT', subject: payment.order.paymentRequestId };
  const { deliveries } = await notifier.call(notifierEndpoints.listDeliveries, { query });
  const shown = deliveries.map(async ({ deliveryId }) => {
    const { delivery, attempts } = await notifier.call(notifierEndpoints.showDelivery, { params: { id: deliveryId } });
    return { ...delivery, attempts };
  });
  const [code, deliveriesShown] = await Promise.all([codeOf(cli, payment), Promise.all(shown)]);
  return { ...payment, ...(code && { code }), deliveries: deliveriesShown.reverse() };
}

/** What otp keeps after the order's expiry. */
const keptMs = 60_000;

/** What is missing of it does not keep the rest from being shown. */
async function codeOf(cli: Cli, { order, events }: Payment): Promise<CodeOfPayment | undefined> {
  const { kind, paymentRequestId, expiresAt } = order;
  if (kind !== 'EASY_PAY' || !events.some(({ type }) => type === 'OrderOpened')) return undefined;
  try {
    return await cli.client('otp').call(otpEndpoints.showPaymentCode, { params: { paymentRequestId } });
  } catch (error) {
    if (!(error instanceof CommandFailed)) throw error;
    if (error.refusal !== 'not-found') return { missing: `not known now: ${error.message}` };
    const goneAt = expiresAt ? Date.parse(expiresAt) + keptMs : Infinity;
    return { missing: goneAt < Date.now() ? `gone from Redis after ${new Date(goneAt).toISOString()}` : error.message };
  }
}
