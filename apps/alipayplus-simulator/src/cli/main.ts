import { Command, InvalidArgumentError } from 'commander';
import { inquiryRequest, type Purchase } from '../alipayplus/easy-pay-requests';
import { readStackFile } from './config';
import { EasyPay } from './easy-pay';
import { SimulatorClient } from './simulator-client';
import { Transcript } from './transcript';

interface CommonOptions {
  readonly json: boolean;
}

interface EasyPayFlags extends CommonOptions {
  readonly amount: string;
  readonly currency: string;
  readonly loginId: string;
  readonly merchant: string;
  readonly wrongOtp: number;
  readonly maxTries: number;
  readonly resend: boolean;
  readonly authorize: boolean;
}

const minorUnits = (text: string): string => {
  if (/^[1-9]\d*$/.test(text)) return text;
  throw new InvalidArgumentError('give minor units, e.g. 12050 for HKD 120.50');
};
const count = (text: string): number => {
  if (/^\d$/.test(text)) return Number(text);
  throw new InvalidArgumentError('give a digit');
};

/** Prints the steps as they come, or all of them as JSON at the end; the exit code is 0 only if nothing was wrong. */
async function run({ json }: CommonOptions, work: (transcript: Transcript) => Promise<void>): Promise<void> {
  const write = (line: string): void => void process.stdout.write(`${line}\n`);
  const transcript = new Transcript(json ? () => undefined : write);
  await work(transcript);
  const { steps, faults } = transcript;
  if (json) write(JSON.stringify({ ok: faults.length === 0, faults, steps }, undefined, 2));
  else write(faults.length === 0 ? 'The outcome and every signature were right.' : `WRONG: ${faults.join('; ')}`);
  process.exitCode = faults.length === 0 ? 0 : 1;
}

async function easyPay(flags: EasyPayFlags): Promise<void> {
  const { simulator, acquirerId, pspId } = readStackFile();
  const purchase: Purchase = {
    acquirerId,
    pspId,
    amount: flags.amount,
    currency: flags.currency,
    loginId: flags.loginId,
    merchantName: flags.merchant,
    paymentMethodType: 'ALIPAY_HK',
  };
  const client = new SimulatorClient(simulator.baseUrl);
  await run(flags, (transcript) => new EasyPay(client, transcript, purchase, flags).run());
}

async function inquire(paymentRequestId: string, flags: CommonOptions): Promise<void> {
  const stack = readStackFile();
  const client = new SimulatorClient(stack.simulator.baseUrl);
  await run(flags, async (transcript) => {
    const exchange = await client.call('inquiryPayment', inquiryRequest(stack, paymentRequestId));
    transcript.exchange('Inquire the payment', exchange, 'SUCCESS');
  });
}

const program = new Command('simulator')
  .description('Plays Alipay+, the shop and the user against the running stack (.local/stack.json, or STACK_FILE).')
  .showHelpAfterError();

program
  .command('easy-pay')
  .description('A first-time payment: evaluation, order and OTP, verification and deduction, inquiry, notification.')
  .option('--amount <minor units>', 'amount in minor units of the currency', minorUnits, '12050')
  .option('--currency <code>', 'ISO 4217 code', 'HKD')
  .option('--login-id <number>', "the user's mobile number", '852-52412345')
  .option('--merchant <name>', 'the shop', 'Simulated shop')
  .option('--wrong-otp <count>', 'try so many distinct wrong codes first', count, 0)
  .option('--max-tries <count>', "the wallet's limit of wrong codes", count, 3)
  .option('--resend', 'ask for the OTP again before it is entered', false)
  .option('--authorize', 'the user agrees to later payments without a code', false)
  .option('--json', 'print every signed call and answer as JSON', false)
  .addHelpText('after', '\nExample:\n  npm run simulator -- easy-pay --amount 12050 --currency HKD --wrong-otp 2')
  .action(easyPay);

program
  .command('inquire')
  .description('inquiryPayment of one payment.')
  .argument('<paymentRequestId>', 'the id that Alipay+ gave the payment')
  .option('--json', 'print the signed call and its answer as JSON', false)
  .action(inquire);

program.parseAsync().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 2;
});
