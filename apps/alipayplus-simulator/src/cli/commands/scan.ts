import { Option, type Command } from 'commander';
import { codeForms, type CodeForm } from '../../scan/code-values';
import type { ScanBehaviour } from '../../scan/scan-behaviour';
import { readStackFile } from '../config';
import { findCustomer } from '../scan/find-customer';
import { minorUnits, scanAnswers } from '../options';
import { run, type CommonOptions } from '../run';
import { Scan } from '../scan/scan';
import { ScannedOrders } from '../scan/scanned-order';
import { SimulatorClient } from '../simulator-client';
import { WalletAppClient } from '../wallet-app-client';

interface ScanFlags extends CommonOptions {
  readonly merchant: string;
  readonly amount?: string;
  readonly payTo: string;
  readonly form: CodeForm;
  readonly entry: boolean;
  readonly code?: string;
  readonly answers?: readonly ScanBehaviour[];
  readonly confirm: boolean;
  readonly pin: string;
  readonly loginId: string;
  readonly customer?: string;
}

async function scan(flags: ScanFlags): Promise<void> {
  const { simulator, gateway, keys, acquirerId, pspId } = readStackFile();
  const client = new SimulatorClient(simulator.baseUrl);
  const { merchant, amount, payTo: payToCurrency, form, entry: isFromEntry, loginId } = flags;
  const wanted = { merchant, amount, payToCurrency, form, isFromEntry };
  await run(flags, async (transcript) => {
    const asked = { acquirerId, pspId, loginId, currency: payToCurrency };
    const customerId = flags.customer ?? (await findCustomer(client, transcript, asked));
    const app = new WalletAppClient(gateway.walletApiUrl, keys.walletAppPrivate, customerId);
    const options = { codeValue: flags.code, wanted, answers: flags.answers ?? [], confirm: flags.confirm };
    await new Scan(client, transcript, new ScannedOrders(app, flags.pin), options).run();
  });
}

const help = `
A merchant is one of tokyo-ramen (JPY), seoul-coffee (KRW), hongkong-tea (HKD), brooklyn-diner (USD), kuwait-dates (KWD) and
shanghai-noodles (CNY), which is in the Chinese mainland and has its limits.

Examples:
  npm run simulator -- scan --merchant tokyo-ramen --confirm
  npm run simulator -- scan --merchant kuwait-dates --amount 1250 --form v3 --answers U,U,drop,S --confirm
  npm run simulator -- scan --merchant shanghai-noodles --amount 50100 --entry
  npm run simulator -- scan --answers F:EXPIRED_CODE`;

/** The command that pays by a merchant's code. */
export function scanCommand(program: Command): void {
  program
    .command('scan')
    .description(
      "The user scans a merchant's code in the wallet's app, and pays; exit code 0 only if all was as it must.",
    )
    .option('--merchant <name>', 'who shows the code', 'tokyo-ramen')
    .option('--amount <minor units>', "of the merchant's currency; else what is usual there", minorUnits)
    .option('--pay-to <currency>', 'what the wallet settles in', 'HKD')
    .addOption(new Option('--form <form>', 'how the order code is written').choices([...codeForms]).default('url'))
    .option('--entry', 'the user typed the amount on the page of an entry code', false)
    .option('--code <code>', 'scan this code, and make none')
    .option(
      '--answers <list>',
      'of Alipay+, one after another: U*2,drop,S or F:CODE, late:4900, HANDLE_BY_SDK',
      scanAnswers,
    )
    .option('--confirm', 'pay what is shown', false)
    .option('--pin <digits>', "the payment PIN of the wallet's user", '123456')
    .option('--login-id <number>', "the user's mobile number", '852-52412345')
    .option('--customer <customerId>', 'or who it is')
    .option('--json', 'print every step as JSON', false)
    .addHelpText('after', help)
    .action(scan);
}
