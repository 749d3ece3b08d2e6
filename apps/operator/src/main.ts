import { OperatorClient } from './client';
import { readEndpoint, typedIn } from './config';
import { runOperator } from './operator';

void runOperator(process.argv.slice(2), {
  client: (service) => new OperatorClient(readEndpoint(service)),
  folder: typedIn(),
  print: (text) => void process.stdout.write(`${text}\n`),
  remark: (text) => void process.stderr.write(`${text}\n`),
}).then((exitCode) => {
  process.exitCode = exitCode;
});
