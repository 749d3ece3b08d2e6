import { Command } from 'commander';
import { agreementCommands } from './cli/commands/agreements';
import { faultCommands } from './cli/commands/faults';
import { keyCommands } from './cli/commands/keys';
import { orderCommands } from './cli/commands/orders';
import { paymentCommands } from './cli/commands/payments';
import { scanCommand } from './cli/commands/scan';
import { steadyCommand } from './cli/commands/steady';

const program = new Command('simulator')
  .description('Plays Alipay+, the shop and the user against the running stack (.local/stack.json, or STACK_FILE).')
  .showHelpAfterError('(--help shows how)');

paymentCommands(program);
orderCommands(program);
agreementCommands(program);
faultCommands(program);
keyCommands(program);
scanCommand(program);
steadyCommand(program);

program.parseAsync().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 2;
});
