import type { Command } from 'commander';
import { merchantId, newRequestId } from '../../alipayplus/easy-pay-requests';
import { Bind } from '../bind';
import { sourcesOf, takesCode, type CodeFlags } from '../code-sources';
import { readStackFile, type StackFile } from '../config';
import { minorUnits, positiveCount, seconds } from '../options';
import { SimulatorClient } from '../simulator-client';
import { SteadyPayments } from '../steady';
import { Transcript } from '../transcript';

interface SteadyFlags extends CodeFlags {
  readonly agreement?: string;
  readonly loginId: string;
  readonly amount: string;
  readonly currency: string;
  readonly every: number;
  readonly payments?: number;
}

const merchantName = 'Simulated shop';
const print = (line: string): void => void process.stdout.write(`${line}\n`);

async function steady(flags: SteadyFlags): Promise<void> {
  const stopped = stopSignal();
  const stack = readStackFile();
  const { acquirerId, pspId } = stack;
  const client = new SimulatorClient(stack.simulator.baseUrl);
  const referenceAgreementId = flags.agreement ?? (await newAgreement(client, stack, flags));
  const { accessToken } = await client.agreement(referenceAgreementId);
  if (accessToken === undefined) throw new Error(`the agreement ${referenceAgreementId} has no access token`);
  const { amount, currency, every, payments = Infinity } = flags;
  const sale = { acquirerId, pspId, amount, currency, merchantName, paymentMethodType: 'ALIPAY_HK' };
  const options = { sale, accessToken, everyMs: every * 1_000, payments };
  const { paid, wrong } = await new SteadyPayments(client, options, print).run(stopped);
  print(`${paid} payments, ${wrong === 0 ? 'none' : wrong} wrong`);
  process.exitCode = wrong === 0 ? 0 : 1;
}

/** Its referenceAgreementId. */
async function newAgreement(client: SimulatorClient, { acquirerId, pspId }: StackFile, flags: SteadyFlags) {
  const binding = { acquirerId, pspId, authClientId: merchantId, referenceAgreementId: newRequestId() };
  const transcript = new Transcript(print);
  const options = { binding, loginId: flags.loginId, merchantName, refuse: false, authNotify: [] };
  await new Bind(client, transcript, { ...options, codes: sourcesOf(flags) }).bySms();
  return binding.referenceAgreementId;
}

/** One Ctrl-C may come twice, from the terminal and from npm. */
const sameCtrlCMs = 1_000;

/** At the first Ctrl-C what has begun is ended; at a later one this process. */
function stopSignal(): AbortSignal {
  const controller = new AbortController();
  let firstAt = 0;
  const stop = (): void => {
    if (controller.signal.aborted && Date.now() - firstAt > sameCtrlCMs) process.exit(1);
    if (!controller.signal.aborted) firstAt = Date.now();
    controller.abort();
  };
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, stop);
  return controller.signal;
}

/** The command that pays on and on. */
export function steadyCommand(program: Command): void {
  takesCode(program.command('steady'))
    .description(
      'Pays by an agreement once a second until Ctrl-C, and checks each answer and notice; exit code 1 if one was wrong.',
    )
    .option('--agreement <referenceAgreementId>', 'with its newest token; else a new agreement is made')
    .option('--login-id <number>', "the mobile number of the new agreement's user", '852-52412345')
    .option('--amount <minor units>', 'amount in minor units of the currency', minorUnits, '10')
    .option('--currency <code>', 'ISO 4217 code', 'HKD')
    .option('--every <seconds>', 'the time between two payments', seconds, 1)
    .option('--payments <count>', 'end after so many', positiveCount)
    .addHelpText('after', '\nExample:\n  npm run simulator -- steady --payments 10')
    .action(steady);
}
