import type { Command } from 'commander';
import type { Cli, CommandGroup } from '../cli';
import { finish, type JsonOption } from '../finish-command';
import { withQuery } from '../path';
import { deliveriesPath, deliveriesSchema, deliveryPath, shownDeliverySchema } from '../answers/delivery';
import { paymentSchema, type PaymentLife } from '../answers/payment';
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
    .argument('<id>', 'paymentRequestId')
    .action(async (id: string, { json }: JsonOption) => {
      const life = await lifeOf(cli, id);
      cli.print(json ? JSON.stringify(life) : paymentText(life));
    });
  finish(command, ['payment show 20251122190741010007', 'payment show 20251122190741010007 --json']);
}

async function lifeOf(cli: Cli, id: string): Promise<PaymentLife> {
  const payment = await cli.client('payments').get(`/operator/v1/payments/${encodeURIComponent(id)}`, paymentSchema);
  const notifier = cli.client('notifier');
  const path = withQuery(deliveriesPath, { kind: 'NOTIFY_PAYMENT', subject: id });
  const { deliveries } = await notifier.get(path, deliveriesSchema);
  const shown = deliveries.map(async ({ deliveryId }) => {
    const { delivery, attempts } = await notifier.get(deliveryPath(deliveryId), shownDeliverySchema);
    return { ...delivery, attempts };
  });
  return { ...payment, deliveries: (await Promise.all(shown)).reverse() };
}
