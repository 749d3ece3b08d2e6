import { LocalStackError } from '@wallet/local-stack';
import { bench } from './bench';
import { parseOptions } from './run/options';

const say = (line: string): void => console.log(line);

async function main(): Promise<number> {
  const options = parseOptions(process.argv.slice(2), new Date());
  const stop = new AbortController();
  const onSignal = (): void => {
    if (stop.signal.aborted) process.exit(130);
    say('stopping');
    stop.abort();
  };
  process.on('SIGINT', onSignal);
  process.on('SIGTERM', onSignal);
  try {
    await bench({ options, signal: stop.signal, say });
    return 0;
  } catch (error) {
    if (stop.signal.aborted) return 130;
    throw error;
  }
}

main().then(
  (code) => process.exit(code),
  (error: unknown) => {
    console.error(error instanceof LocalStackError ? error.message : error);
    process.exit(1);
  },
);
