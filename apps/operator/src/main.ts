import { OperatorClient } from './client/client';
import { readEndpoint, typedIn, userName } from './config';
import { runOperator } from './operator';
import { askAtTerminal } from './terminal/ask-at-terminal';

void runOperator(process.argv.slice(2), {
  client: (service) => new OperatorClient(readEndpoint(service)),
  folder: typedIn(),
  user: userName(),
  ask: process.stdin.isTTY && process.stderr.isTTY ? askAtTerminal : undefined,
  print: (text) => void process.stdout.write(`${text}\n`),
  remark: (text) => void process.stderr.write(`${text}\n`),
}).then((exitCode) => {
  process.exitCode = exitCode;
});
