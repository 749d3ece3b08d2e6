import { Command } from 'commander';
import { agreementCommands } from './commands/agreements';
import { faultCommands } from './commands/faults';
import { keyCommands } from './commands/keys';
import { orderCommands } from './commands/orders';
import { paymentCommands } from './commands/payments';

const program = new Command('simulator')
  .description('Plays Alipay+, the shop and the user against the running stack (.local/stack.json, or STACK_FILE).')
  .showHelpAfterError();

paymentCommands(program);
orderCommands(program);
agreementCommands(program);
faultCommands(program);
keyCommands(program);

program.parseAsync().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 2;
});
