import { Command } from 'commander';
import { agreementCommands } from './commands/agreements';
import { paymentCommands } from './commands/payments';

const program = new Command('simulator')
  .description('Plays Alipay+, the shop and the user against the running stack (.local/stack.json, or STACK_FILE).')
  .showHelpAfterError();

paymentCommands(program);
agreementCommands(program);

program.parseAsync().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 2;
});
