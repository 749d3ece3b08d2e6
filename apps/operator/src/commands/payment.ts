import { notifierEndpoints, paymentsEndpoints } from '@wallet/operator-contract';
import type { Command } from 'commander';
import type { Cli, CommandGroup } from './cli';
import { finish, type JsonOption } from './finish-command';
import type { PaymentLife } from '../answers/payment-life';
import { paymentHelp } from './payment-help';
import { paymentText } from './payment-text';

/** `payment show`, at the operator endpoints of payments and notifier. */
export const paymentCommands: CommandGroup = (program, cli) => {
  const payment = program.command('payment').description('Payments, whatever became of them.');
  addShow(payment, cli);
};

function addShow(payment: Command, cli: Cli): void {
  const command = payment
    .command('show')
    .description('Show one payment and its life: events and their commands, refunds, ledger entries, notices.')
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
  return { ...payment, deliveries: (await Promise.all(shown)).reverse() };
}
