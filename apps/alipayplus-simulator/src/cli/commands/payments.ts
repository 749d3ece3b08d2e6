import type { Command } from 'commander';
import {
  inquiryRequest,
  newRequestId,
  tokenPayRequest,
  type Purchase,
  type Sale,
} from '../../alipayplus/easy-pay-requests';
import type { NoticeBehaviour } from '../../alipayplus/notice-behaviour';
import { readStackFile, type StackFile } from '../config';
import { EasyPay } from '../easy-pay';
import { Notices } from '../notices';
import { count, minorUnits, plannedFaults } from '../options';
import { run, type CommonOptions } from '../run';
import { SimulatorClient } from '../simulator-client';

interface SaleFlags extends CommonOptions {
  readonly amount: string;
  readonly currency: string;
  readonly merchant: string;
}

interface EasyPayFlags extends SaleFlags {
  readonly loginId: string;
  readonly wrongOtp: number;
  readonly maxTries: number;
  readonly resend: boolean;
  readonly authorize: boolean;
  readonly authNotify?: readonly NoticeBehaviour[];
}

interface PayFlags extends SaleFlags {
  readonly token?: string;
  readonly agreement?: string;
}

const saleOf = ({ acquirerId, pspId }: StackFile, { amount, currency, merchant }: SaleFlags): Sale => ({
  acquirerId,
  pspId,
  amount,
  currency,
  merchantName: merchant,
  paymentMethodType: 'ALIPAY_HK',
});

async function easyPay(flags: EasyPayFlags): Promise<void> {
  const stack = readStackFile();
  const purchase: Purchase = { ...saleOf(stack, flags), loginId: flags.loginId };
  const client = new SimulatorClient(stack.simulator.baseUrl);
  const options = { ...flags, authNotify: flags.authNotify ?? [] };
  await run(flags, (transcript) => new EasyPay(client, transcript, purchase, options).run());
}

async function pay(flags: PayFlags): Promise<void> {
  const stack = readStackFile();
  const client = new SimulatorClient(stack.simulator.baseUrl);
  const accessToken = flags.token ?? (flags.agreement && (await client.agreement(flags.agreement)).accessToken);
  if (!accessToken) throw new Error('give --token, or --agreement with the id of one that has tokens');
  await run(flags, async (transcript) => {
    const paymentRequestId = newRequestId();
    const exchange = await client.call('pay', tokenPayRequest(saleOf(stack, flags), accessToken, paymentRequestId));
    transcript.exchange('1 Pay without a code', exchange, 'SUCCESS');
    transcript.requireNoFault();
    await new Notices(client, transcript).showPayment(paymentRequestId, 'SUCCESS');
  });
}

async function inquire(paymentRequestId: string, flags: CommonOptions): Promise<void> {
  const stack = readStackFile();
  const client = new SimulatorClient(stack.simulator.baseUrl);
  await run(flags, async (transcript) => {
    const exchange = await client.call('inquiryPayment', inquiryRequest(stack, paymentRequestId));
    transcript.exchange('Inquire the payment', exchange, 'SUCCESS');
  });
}

const saleCommand = (program: Command, name: string): Command =>
  program
    .command(name)
    .option('--amount <minor units>', 'amount in minor units of the currency', minorUnits, '12050')
    .option('--currency <code>', 'ISO 4217 code', 'HKD')
    .option('--merchant <name>', 'the shop', 'Simulated shop')
    .option('--json', 'print every signed call and answer as JSON', false);

/** The commands that move money or ask about it. */
export function paymentCommands(program: Command): void {
  saleCommand(program, 'easy-pay')
    .description('A first-time payment: evaluation, order and OTP, verification and deduction, inquiry, notification.')
    .option('--login-id <number>', "the user's mobile number", '852-52412345')
    .option('--wrong-otp <count>', 'try so many distinct wrong codes first', count, 0)
    .option('--max-tries <count>', "the wallet's limit of wrong codes", count, 3)
    .option('--resend', 'ask for the OTP again before it is entered', false)
    .option('--authorize', 'the user agrees to later payments without a code', false)
    .option('--auth-notify <fault...>', 'answer authNotify with F, U, hang or drop, so many times', plannedFaults)
    .addHelpText('after', '\nExample:\n  npm run simulator -- easy-pay --amount 12050 --currency HKD --wrong-otp 2')
    .action(easyPay);

  saleCommand(program, 'pay')
    .description('A later payment with an access token, without a code.')
    .option('--token <accessToken>', 'the access token')
    .option('--agreement <referenceAgreementId>', 'or the agreement whose newest token is used')
    .addHelpText('after', '\nExample:\n  npm run simulator -- pay --agreement REFERENCE_AGREEMENT_ID --amount 2000')
    .action(pay);

  program
    .command('inquire')
    .description('inquiryPayment of one payment.')
    .argument('<paymentRequestId>', 'the id that Alipay+ gave the payment')
    .option('--json', 'print the signed call and its answer as JSON', false)
    .action(inquire);
}
