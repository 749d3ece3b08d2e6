import {
  commonEndpoints,
  operatedServices,
  type DeadLetter,
  type OpenedLetter,
  type OperatedService,
} from '@wallet/operator-contract';
import { Option, type Command } from 'commander';
import { confirmed, type ChangeOptions, finishChange } from './change-command';
import type { Cli, CommandGroup } from './cli';
import { finish, type JsonOption } from './finish-command';
import { table } from '../terminal/table';

type Letter = DeadLetter & { readonly service: OperatedService };

interface ServiceOption {
  readonly service: OperatedService;
}

const serviceOption = (description: string) => new Option('--service <service>', description).choices(operatedServices);

/** `dead-letters list | show | replay`, at the operator endpoint of the service whose consumer gave them up. */
export const deadLetterCommands: CommandGroup = (program, cli) => {
  const letters = program
    .command('dead-letters')
    .description('The records that a service could not handle and gave up.');
  addList(letters, cli);
  addShow(letters, cli);
  addReplay(letters, cli);
};

interface ListOptions extends JsonOption, Partial<ServiceOption> {
  readonly limit?: string;
}

function addList(letters: Command, cli: Cli): void {
  const command = letters
    .command('list')
    .description('List dead letters, the newest first. They are kept for 30 days.')
    .addOption(serviceOption('only those of one service'))
    .option('--limit <number>', 'how many of a service, 500 at most (default 50)')
    .action(async ({ json, service, limit }: ListOptions) => {
      const services = service ? [service] : operatedServices;
      const lists = await Promise.all(services.map((each) => listOf(cli, each, limit)));
      const deadLetters = lists.flat().sort((left, right) => right.deadAt.localeCompare(left.deadAt));
      cli.print(json ? JSON.stringify({ deadLetters }) : listText(deadLetters));
    });
  finish(command, ['dead-letters list', 'dead-letters list --service payments --limit 500 --json']);
}

async function listOf(cli: Cli, service: OperatedService, limit: string | undefined): Promise<Letter[]> {
  const { deadLetters } = await cli.client(service).call(commonEndpoints.listDeadLetters, { query: { limit } });
  return deadLetters.map((letter) => ({ ...letter, service }));
}

function addShow(letters: Command, cli: Cli): void {
  const command = letters
    .command('show')
    .description('Show a dead letter with its value, unless that may hold a secret or is no text.')
    .argument('<id>', 'as dead-letters list shows it')
    .addOption(serviceOption('whose it is').makeOptionMandatory())
    .action(async (id: string, { json, service }: JsonOption & ServiceOption) => {
      const letter = await cli.client(service).call(commonEndpoints.showDeadLetter, { params: { id } });
      cli.print(json ? JSON.stringify(letter) : openedText(letter));
    });
  finish(command, ['dead-letters show 0-7 --service payments', 'dead-letters show 0-7 --service payments --json']);
}

function addReplay(letters: Command, cli: Cli): void {
  const command = letters
    .command('replay')
    .description('Send a dead letter to its topic once more, byte for byte: first remove what made it one.')
    .argument('<id>', 'as dead-letters list shows it')
    .addOption(serviceOption('whose it is').makeOptionMandatory())
    .action(async (id: string, { service, ...options }: ChangeOptions & ServiceOption) => {
      const note = await confirmed(cli, options, `Send dead letter ${id} of ${service} to its topic again.`);
      const replayed = await cli.client(service).call(commonEndpoints.replayDeadLetter, { params: { id }, body: note });
      const text = `dead letter ${replayed.id} of ${service} was sent again at ${replayed.replayedAt}`;
      cli.print(options.json ? JSON.stringify(replayed) : text);
    });
  finishChange(command, 'dead-letters replay 0-7 --service payments --reason "fixed in 1.4.2"');
}

function listText(letters: readonly Letter[]): string {
  if (letters.length === 0) return 'no dead letters';
  return table([
    ['service', 'id', 'dead at', 'replayed at', 'record', 'reason'],
    ...letters.map(({ service, id, deadAt, replayedAt, reason, ...record }) => [
      service,
      id,
      deadAt,
      replayedAt ?? '-',
      placeOf(record),
      reason,
    ]),
  ]);
}

function openedText({ id, deadAt, replayedAt, reason, key, value, withheld, ...record }: OpenedLetter) {
  const head = table([
    ['id', id],
    ['record', placeOf(record)],
    ['reason', reason],
    ['dead at', deadAt],
    ['replayed at', replayedAt ?? '-'],
    ['key', key ?? '-'],
  ]);
  return `${head}\n\n${value ?? (withheld ? `the value is withheld: ${withheld}` : 'no value')}`;
}

const placeOf = ({ topic, partition, offset }: { topic: string; partition: number; offset: string }) =>
  `${topic}/${partition}/${offset}`;
