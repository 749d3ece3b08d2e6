import type { Command } from 'commander';
import { orderReference } from '../../alipayplus/easy-pay-requests';
import { readStackFile } from '../config';
import { Notices } from '../notices';
import { minorUnits } from '../options';
import { refundPayment } from '../refund-payment';
import { run, type CommonOptions } from '../run';
import { SimulatorClient } from '../simulator-client';

interface RefundFlags extends CommonOptions {
  readonly amount?: string;
  readonly fromAmount?: string;
  readonly refundRequestId?: string;
  readonly reason?: string;
}

const asking =
  (api: 'inquiryPayment' | 'cancelPayment', title: string) =>
  async (paymentRequestId: string, flags: CommonOptions): Promise<void> => {
    const stack = readStackFile();
    const client = new SimulatorClient(stack.simulator.baseUrl);
    await run(flags, async (transcript) => {
      transcript.about({ paymentRequestId });
      transcript.exchange(title, await client.call(api, orderReference(stack, paymentRequestId)), 'SUCCESS');
      await new Notices(client, transcript).showContradictions(paymentRequestId);
    });
  };

async function refund(paymentRequestId: string, { json, ...wanted }: RefundFlags): Promise<void> {
  const stack = readStackFile();
  const client = new SimulatorClient(stack.simulator.baseUrl);
  await run({ json }, async (transcript) => {
    transcript.about({ paymentRequestId });
    const line = await refundPayment(client, transcript, stack, { paymentRequestId, ...wanted });
    await new Notices(client, transcript).showContradictions(paymentRequestId);
    return line;
  });
}

const orderCommand = (program: Command, name: string): Command =>
  program
    .command(name)
    .argument('<paymentRequestId>', 'the id that Alipay+ gave the payment')
    .option('--json', 'print the signed calls and their answers as JSON', false);

/** The commands about a payment that was made before. */
export function orderCommands(program: Command): void {
  orderCommand(program, 'inquire')
    .description('inquiryPayment: what became of a payment?')
    .addHelpText('after', '\nExample:\n  npm run simulator -- inquire PAYMENT_REQUEST_ID')
    .action(asking('inquiryPayment', 'Inquire the payment'));

  orderCommand(program, 'cancel')
    .description('cancelPayment: closes a payment whatever became of it; what was paid is given back in full.')
    .addHelpText('after', '\nExample:\n  npm run simulator -- cancel PAYMENT_REQUEST_ID')
    .action(asking('cancelPayment', 'Cancel the payment'));

  orderCommand(program, 'refund')
    .description(
      "refund: gives back a payment, in whole or in part; without amounts what is left, as Alipay+'s books know it.",
    )
    .option('--amount <minor units>', 'to the user, in the currency of paymentAmount', minorUnits)
    .option(
      '--from-amount <minor units>',
      'out of what was settled, in the currency of payToAmount; in one currency the same as --amount',
      minorUnits,
    )
    .option('--refund-request-id <id>', 'repeats the refund with this id; else it is a new one')
    .option('--reason <text>', 'why')
    .addHelpText(
      'after',
      '\nExamples:\n  npm run simulator -- refund PAYMENT_REQUEST_ID' +
        '\n  npm run simulator -- refund PAYMENT_REQUEST_ID --amount 2000 --refund-request-id refund-1',
    )
    .action(refund);
}
