import { Option, type Command } from 'commander';
import { cancelTokenRequest, refreshRequest } from '../../alipayplus/authorization-requests';
import { merchantId, newRequestId } from '../../alipayplus/easy-pay-requests';
import type { NoticeBehaviour } from '../../wire/notice-behaviour';
import { Bind } from '../bind';
import { sourcesOf, takesCode, type CodeFlags } from '../code-sources';
import { readStackFile } from '../config';
import { noteForgotten, whyNothing } from '../forgotten';
import { Notices } from '../notices';
import { plannedFaults } from '../options';
import { run, type CommonOptions } from '../run';
import { SimulatorClient } from '../simulator-client';
import { unbind } from '../unbind';
import { WalletAppClient } from '../wallet-app-client';

interface BindFlags extends CommonOptions, CodeFlags {
  readonly sms?: boolean;
  readonly redirect?: boolean;
  readonly loginId: string;
  readonly merchant: string;
  readonly refuse: boolean;
  readonly authNotify?: readonly NoticeBehaviour[];
}

interface UnbindFlags extends CommonOptions {
  readonly agreement?: string;
  readonly customer?: string;
}

async function bind(flags: BindFlags): Promise<void> {
  if (!flags.sms && !flags.redirect) throw new Error('give --sms or --redirect');
  const { simulator, acquirerId, pspId } = readStackFile();
  const client = new SimulatorClient(simulator.baseUrl);
  const options = {
    binding: { acquirerId, pspId, authClientId: merchantId, referenceAgreementId: newRequestId() },
    loginId: flags.loginId,
    merchantName: flags.merchant,
    refuse: flags.refuse,
    authNotify: flags.authNotify ?? [],
    codes: sourcesOf(flags),
  };
  await run(flags, (transcript) => {
    const binding = new Bind(client, transcript, options);
    return flags.sms ? binding.bySms() : binding.byRedirect();
  });
}

async function refresh(word: string, flags: CommonOptions): Promise<void> {
  const { simulator, acquirerId, pspId } = readStackFile();
  const client = new SimulatorClient(simulator.baseUrl);
  const known = await client.findAgreement(word);
  const refreshToken = word === known?.referenceAgreementId ? known.refreshToken : word;
  if (refreshToken === undefined) throw new Error(known && (await whyNothing(client, known, 'refresh token')));
  await run(flags, async (transcript) => {
    transcript.about({ referenceAgreementId: known?.referenceAgreementId });
    if (!known) await noteForgotten(client, transcript);
    const authClientId = known?.authClientId ?? merchantId;
    const request = refreshRequest({ acquirerId, pspId, authClientId }, refreshToken);
    transcript.exchange('1 Refresh the tokens', await client.call('applyToken', request), 'SUCCESS');
  });
}

async function cancelToken(word: string, flags: CommonOptions): Promise<void> {
  const { simulator, ...parties } = readStackFile();
  const client = new SimulatorClient(simulator.baseUrl);
  const known = await client.findAgreement(word);
  const accessToken = word === known?.referenceAgreementId ? known.accessToken : word;
  if (accessToken === undefined) throw new Error(known && (await whyNothing(client, known, 'access token')));
  await run(flags, async (transcript) => {
    transcript.about({ referenceAgreementId: known?.referenceAgreementId });
    if (!known) await noteForgotten(client, transcript);
    const exchange = await client.call('cancelToken', cancelTokenRequest(parties, accessToken));
    transcript.exchange('1 Cancel the token', exchange, 'SUCCESS');
    transcript.requireNoFault();
    if (known) await new Notices(client, transcript).showAgreement(known.referenceAgreementId, 'TOKEN_CANCELED');
  });
}

async function unbindInApp(agreementId: string | undefined, flags: UnbindFlags): Promise<void> {
  const { simulator, gateway, keys } = readStackFile();
  const client = new SimulatorClient(simulator.baseUrl);
  if (!flags.customer && !flags.agreement)
    throw new Error('give --agreement, or --customer with the id of an agreement');
  const agreement = flags.agreement ? await client.agreement(flags.agreement) : undefined;
  const customerId = flags.customer ?? agreement?.customerId;
  if (!customerId)
    throw new Error(agreement && `${await whyNothing(client, agreement, 'customer')}; or give --customer`);
  const app = new WalletAppClient(gateway.walletApiUrl, keys.walletAppPrivate, customerId);
  const wanted = { agreementId, referenceAgreementId: flags.agreement };
  await run(flags, (transcript) => unbind({ app, transcript, notices: new Notices(client, transcript) }, wanted));
}

const agreementCommand = (program: Command, name: string): Command =>
  program.command(name).option('--json', 'print every signed call and answer, tokens and all, as JSON', false);

/** The commands about agreements, their codes and tokens. */
export function agreementCommands(program: Command): void {
  takesCode(agreementCommand(program, 'bind'))
    .description("A user binds the wallet to a merchant account, by a code or on the wallet's consent page.")
    .addOption(new Option('--sms', 'by a code that the user types at the merchant').conflicts('redirect'))
    .option('--redirect', "on the wallet's consent page, driven over HTTP")
    .option('--login-id <number>', "the user's mobile number", '852-52412345')
    .option('--merchant <name>', 'who asks', 'Simulated shop')
    .option('--refuse', 'on the consent page the user says no', false)
    .option('--auth-notify <fault...>', 'answer authNotify with F, U, hang or drop, so many times', plannedFaults)
    .addHelpText('after', '\nExample:\n  npm run simulator -- bind --redirect --auth-notify U 2')
    .action(bind);

  agreementCommand(program, 'refresh')
    .description('Changes a refresh token for a new pair of tokens.')
    .argument('<refreshToken>', 'the refresh token, or the referenceAgreementId whose newest one is used')
    .addHelpText('after', '\nExample:\n  npm run simulator -- refresh REFERENCE_AGREEMENT_ID')
    .action(refresh);

  agreementCommand(program, 'cancel-token')
    .description('The user unbinds at the merchant.')
    .argument('<accessToken>', 'the access token, or the referenceAgreementId whose newest one is used')
    .addHelpText('after', '\nExample:\n  npm run simulator -- cancel-token REFERENCE_AGREEMENT_ID')
    .action(cancelToken);

  agreementCommand(program, 'unbind')
    .description("The user unbinds in the wallet's app.")
    .argument('[agreementId]', "the wallet's id of the agreement; needs --customer")
    .option('--agreement <referenceAgreementId>', "or the merchant's id of it")
    .option('--customer <customerId>', 'whose app it is; known for an agreement that was made here')
    .addHelpText('after', '\nExample:\n  npm run simulator -- unbind --agreement REFERENCE_AGREEMENT_ID')
    .action(unbindInApp);
}
