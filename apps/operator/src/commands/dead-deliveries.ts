import { notifierEndpoints, type Replayed } from '@wallet/operator-contract';
import type { Command } from 'commander';
import { changing, confirmed, type ChangeOptions, finishChange } from './change-command';
import type { Cli } from './cli';
import { usage } from '../terminal/exit';
import { paymentHelp, subjectNamed } from './payment-help';
import { finish } from './finish-command';
import { wholeNumber } from '../terminal/whole-number';

interface ReplayOptions extends ChangeOptions {
  readonly all?: boolean;
  readonly kind?: string;
  readonly subject?: string;
  readonly rate?: string;
  readonly dryRun?: boolean;
}

export function addReplay(deliveries: Command, cli: Cli): void {
  const command = deliveries
    .command('replay')
    .description('Send DEAD deliveries again: first remove what made them DEAD. At most 10,000 in one go.')
    .argument('[ids...]', 'delivery ids, as deliveries list shows them')
    .option(
      '--subject <subject>',
      `those of a payment by ${paymentHelp}, or of ["authClientId","referenceAgreementId"]`,
    )
    .option('--kind <kind>', 'those of a kind')
    .option('--all', 'all that are DEAD')
    .option('--rate <number>', 'how many a second, 1000 at most (default 20)')
    .option('--dry-run', 'only count them')
    .action(async (ids: string[], options: ReplayOptions) => {
      const replayed = await replay(cli, ids, options);
      cli.print(options.json ? JSON.stringify(replayed) : replayedText(replayed, ids.length, options));
    });
  const examples = [
    '--all --dry-run',
    '4711 4712 --reason "address mended"',
    '--kind NOTIFY_PAYMENT --rate 50 --reason "address mended" --yes --json',
  ];
  finish(
    changing(command),
    examples.map((example) => `deliveries replay ${example}`),
  );
}

async function replay(cli: Cli, ids: readonly string[], options: ReplayOptions): Promise<Replayed> {
  const { all, kind, rate, dryRun } = options;
  const subject = await subjectNamed(cli, options.subject);
  const named = { ...(kind && { kind }), ...(subject && { subject }), ...(ids.length > 0 && { ids }) };
  if (Object.keys(named).length === 0 && !all) throw usage('say which: ids, --subject, --kind, or --all');
  const body = { filter: { state: 'DEAD', ...named }, ...(rate && { ratePerSecond: wholeNumber(rate) }) };
  const post = (more: object) =>
    cli.client('notifier').call(notifierEndpoints.replayDeliveries, { body: { ...body, ...more } });
  if (dryRun) return post({ dryRun });
  const which = options.yes ? '' : ` ${(await post({ dryRun: true })).matched}`;
  return post(await confirmed(cli, options, `Send${which} DEAD deliveries to Alipay+ again.`));
}

export function addResolve(deliveries: Command, cli: Cli): void {
  const command = deliveries
    .command('resolve')
    .description('Close a DEAD delivery that has been dealt with otherwise: Alipay+ is not told any more.')
    .argument('<id>', 'delivery id, as deliveries list shows it')
    .action(async (id: string, options: ChangeOptions) => {
      const note = await confirmed(cli, options, `Close delivery ${id} without telling Alipay+.`);
      const resolved = await cli
        .client('notifier')
        .call(notifierEndpoints.resolveDelivery, { params: { id }, body: note });
      const { deliveryId, kind, subject, state } = resolved.delivery;
      const text = `delivery ${deliveryId} (${kind} of ${subject}) is ${state}`;
      cli.print(options.json ? JSON.stringify(resolved) : text);
    });
  finishChange(command, 'deliveries resolve 4711 --reason "told by mail"');
}

function replayedText({ matched, replayed }: Replayed, named: number, { dryRun }: ReplayOptions): string {
  const others = matched < named ? `; not DEAD, or not there: ${named - matched} of the ${named} that you named` : '';
  if (dryRun) return `${matched} DEAD deliveries would be sent again${others}`;
  const rest = matched > replayed ? '; run it again for the others' : '';
  return `${replayed} of ${matched} DEAD deliveries are sent again${rest}${others}`;
}
