import { paymentsEndpoints, type CodeBook, type CodeEntry, type CodePattern } from '@wallet/operator-contract';
import { Option, type Command } from 'commander';
import { patternText } from '../answers/pattern-text';
import { usage } from '../terminal/exit';
import { table } from '../terminal/table';
import { confirmed, finishChange, type ChangeOptions } from './change-command';
import type { Cli, CommandGroup } from './cli';
import { finish, type JsonOption } from './finish-command';

type ListName = CodeEntry['list'];
const listNames: readonly ListName[] = ['allow', 'block', 'local'];

interface AddOptions extends ChangeOptions {
  readonly list: ListName;
  readonly prefix?: string | undefined;
  readonly regex?: string | undefined;
  readonly emvco?: readonly string[] | undefined;
}

/** `codes list | add | remove`, at payments' operator endpoint. */
export const codeCommands: CommandGroup = (program, cli) => {
  const codes = program
    .command('codes')
    .description("The wallet's own lists of scanned codes, asked before the rules of Alipay+.");
  addList(codes, cli);
  addAdd(codes, cli);
  addRemove(codes, cli);
};

const listOption = (what: string) => new Option('--list <name>', what).choices(listNames);

function addList(codes: Command, cli: Cli): void {
  const command = codes
    .command('list')
    .description('List the entries, and which rules of Alipay+ are kept.')
    .addOption(listOption('only this list'))
    .action(async ({ json, list }: JsonOption & { readonly list?: ListName }) => {
      const book = await cli.client('payments').call(paymentsEndpoints.listCodes);
      const entries = book.entries.filter((entry) => list === undefined || entry.list === list);
      cli.print(json ? JSON.stringify({ ...book, entries }) : bookText({ ...book, entries }));
    });
  finish(command, ['codes list', 'codes list --list local --json']);
}

const addHelp = `
local: codes of the wallet itself. block, with CODE_FILTER=block of the gateway: codes that it rejects. allow, with
CODE_FILTER=allow: codes that the wallet deals with itself. All gateways obey within seconds.
Give one of --prefix, --regex and --emvco. --emvco may come several times: all must hold in one merchant account of
the code. 00=com.example is equality, 01='R<^[0-9]+$>' a regular expression, 01='S<281>' a beginning, 01= only that it is
there; a tag alone, 15, is one outside of the templates. Regular expressions are RE2: no look-around, no back reference.`;

function addAdd(codes: Command, cli: Cli): void {
  const command = codes
    .command('add')
    .description('Put a pattern on a list. Again is fine.')
    .addOption(listOption('which list').makeOptionMandatory())
    .option('--prefix <text>', 'codes that begin so; upper and lower case differ')
    .option('--regex <pattern>', 'codes in which this is found')
    .option('--emvco <tag=value...>', 'EMVCo codes with this in a merchant account')
    .action(async ({ list, prefix, regex, emvco, ...options }: AddOptions) => {
      const pattern = patternOf({ prefix, regex, emvco });
      const note = await confirmed(cli, options, `Put ${patternText(pattern)} on the ${list} list of codes.`);
      const body = { list, pattern, ...note };
      const changed = await cli.client('payments').call(paymentsEndpoints.addCode, { body });
      const text = `${changed.repeated ? 'it was there before' : 'added'}: ${entryText(changed.entry)}`;
      cli.print(options.json ? JSON.stringify(changed) : text);
    });
  const local = 'codes add --list local --emvco 00=hk.wallet 01="S<shop->" --reason "our own shops"';
  finishChange(command, 'codes add --list block --prefix https://fraud.example/ --reason "ticket 12"', local);
  command.addHelpText('after', addHelp);
}

function addRemove(codes: Command, cli: Cli): void {
  const command = codes
    .command('remove')
    .description('Take an entry off its list. Again is fine.')
    .argument('<id>', 'as codes list shows it')
    .action(async (codeId: string, options: ChangeOptions) => {
      const note = await confirmed(cli, options, `Take entry ${codeId} off its list of codes.`);
      const call = { params: { codeId }, body: note };
      const changed = await cli.client('payments').call(paymentsEndpoints.removeCode, call);
      const text = `${changed.repeated ? 'it was removed before' : 'removed'}: ${entryText(changed.entry)}`;
      cli.print(options.json ? JSON.stringify(changed) : text);
    });
  finishChange(command, 'codes remove 4713 --reason "ticket 12 is settled"');
}

function patternOf({ prefix, regex, emvco }: Pick<AddOptions, 'prefix' | 'regex' | 'emvco'>): CodePattern {
  const patterns: CodePattern[] = [
    ...(prefix === undefined ? [] : [{ matchMethod: 'PREFIX', prefix } as const]),
    ...(regex === undefined ? [] : [{ matchMethod: 'REGEX', regex } as const]),
    ...(emvco === undefined ? [] : [{ matchMethod: 'EMVCO', emvMatchRules: emvco.map(ruleOf) } as const]),
  ];
  const [pattern, ...others] = patterns;
  if (!pattern || others.length > 0) throw usage('give one of --prefix, --regex and --emvco');
  return pattern;
}

function ruleOf(text: string) {
  const { tag, value } = /^(?<tag>\d{2})(?:=(?<value>.*))?$/s.exec(text)?.groups ?? {};
  if (tag === undefined) throw usage(`--emvco takes a tag and a value, such as 00=com.example: ${text}`);
  if (value === undefined) return { primitiveMerchant: true, primitiveMerchantTag: tag } as const;
  return { extendedMerchantTag: tag, ...(value !== '' && { extendedMerchantValue: value }) };
}

const entryText = ({ codeId, list, pattern }: CodeEntry): string => `${codeId} ${list} ${patternText(pattern)}`;

function bookText({ rules, entries }: CodeBook): string {
  const kept = rules ? `rules of Alipay+: ${rules.version}, pulled at ${rules.pulledAt}` : 'no rules of Alipay+ yet';
  if (entries.length === 0) return `${kept}\nno entries`;
  const rows = entries.map((entry) => [
    entry.codeId,
    entry.list,
    entry.addedAt,
    entry.addedBy,
    entry.addReason,
    patternText(entry.pattern),
  ]);
  return `${kept}\n${table([['id', 'list', 'added at', 'by', 'reason', 'pattern'], ...rows])}`;
}
