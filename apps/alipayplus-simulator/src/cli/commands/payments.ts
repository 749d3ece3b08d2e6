import type { Command } from 'commander';
import { newRequestId, tokenPayRequest, type Purchase, type Sale } from '../../alipayplus/easy-pay-requests';
import type { NoticeBehaviour } from '../../wire/notice-behaviour';
import { sourcesOf, takesCode, type CodeFlags } from '../code-sources';
import { readStackFile, type StackFile } from '../config';
import { EasyPay } from '../easy-pay';
import { followPayment } from '../follow-payment';
import { noteForgotten, whyNothing } from '../forgotten';
import { Notices } from '../notices';
import { count, faultSequence, minorUnits, plannedFaults, timeScale } from '../options';
import { run, type CommonOptions } from '../run';
import { SimulatorClient } from '../simulator-client';

interface SaleFlags extends CommonOptions {
  readonly amount: string;
  readonly currency: string;
  readonly merchant: string;
  readonly timeline: boolean;
  readonly timeScale: number;
  readonly faults?: readonly NoticeBehaviour[];
}

interface EasyPayFlags extends SaleFlags, CodeFlags {
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
  const { timeline, faults: notifyPayment = [], authNotify = [], ...rest } = flags;
  const followed = { timeScale: timeline ? flags.timeScale : undefined };
  const options = { ...rest, ...followed, notifyPayment, authNotify, codes: sourcesOf(flags) };
  await run(flags, (transcript) => new EasyPay(client, transcript, purchase, options).run());
}

async function pay(flags: PayFlags): Promise<void> {
  const stack = readStackFile();
  const client = new SimulatorClient(stack.simulator.baseUrl);
  if (!flags.token && !flags.agreement) throw new Error('give --token, or --agreement with the id of one');
  const agreement = await (flags.agreement
    ? client.agreement(flags.agreement)
    : client.findAgreement(flags.token ?? ''));
  const accessToken = flags.token ?? agreement?.accessToken;
  if (!accessToken) throw new Error(agreement && (await whyNothing(client, agreement, 'access token')));
  await run(flags, async (transcript) => {
    if (!agreement) await noteForgotten(client, transcript);
    const paymentRequestId = newRequestId();
    transcript.about({ paymentRequestId, referenceAgreementId: agreement?.referenceAgreementId });
    await client.planNotifyPayment(paymentRequestId, flags.faults ?? []);
    const request = tokenPayRequest(saleOf(stack, flags), accessToken, paymentRequestId);
    if (flags.timeline) await followPayment(client, transcript, request, flags.timeScale);
    else transcript.exchange('1 Pay without a code', await client.call('pay', request), 'SUCCESS');
    transcript.requireNoFault();
    await new Notices(client, transcript).showPayment(paymentRequestId, 'SUCCESS');
  });
}

const saleCommand = (program: Command, name: string): Command =>
  program
    .command(name)
    .option('--amount <minor units>', 'amount in minor units of the currency', minorUnits, '12050')
    .option('--currency <code>', 'ISO 4217 code', 'HKD')
    .option('--merchant <name>', 'the shop', 'Simulated shop')
    .option('--timeline', 'while the result is unknown: inquire, and cancel at the expiry, as Alipay+ does', false)
    .option('--time-scale <factor>', 'the timeline so much faster: 0.05', timeScale, 1)
    .option(
      '--faults <list>',
      'answer notifyPayment so, one after another: late:4900,rst*2,F:ACCESS_DENIED',
      faultSequence,
    )
    .option('--json', 'print every signed call and answer as JSON', false);

/** The commands that pay. */
export function paymentCommands(program: Command): void {
  takesCode(saleCommand(program, 'easy-pay'))
    .description('A first-time payment: evaluation, order and OTP, verification and deduction, inquiry, notification.')
    .option('--login-id <number>', "the user's mobile number", '852-52412345')
    .option('--wrong-otp <count>', 'try so many distinct wrong codes first', count, 0)
    .option('--max-tries <count>', "the wallet's limit of wrong codes", count, 3)
    .option('--resend', 'ask for the OTP again before it is entered', false)
    .option('--authorize', 'the user agrees to later payments without a code', false)
    .option('--auth-notify <fault...>', 'answer authNotify with F, U, hang or drop, so many times', plannedFaults)
    .addHelpText(
      'after',
      '\nExamples:\n  npm run simulator -- easy-pay --amount 12050 --currency HKD --wrong-otp 2 --faults rst*2' +
        "\n  npm run simulator -- easy-pay --otp-command 'node docs/examples/sms-code.mjs {to}'",
    )
    .action(easyPay);

  saleCommand(program, 'pay')
    .description('A later payment with an access token, without a code.')
    .option('--token <accessToken>', 'the access token')
    .option('--agreement <referenceAgreementId>', 'or the agreement whose newest token is used')
    .addHelpText(
      'after',
      '\nExample:\n  npm run simulator -- pay --agreement REFERENCE_AGREEMENT_ID --amount 2000 --timeline',
    )
    .action(pay);
}
