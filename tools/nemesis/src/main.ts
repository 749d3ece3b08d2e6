import { LocalStackError } from '@wallet/local-stack';
import { parseOptions } from './options';
import { report } from './report/report';
import { runNemesis } from './run';

async function main(): Promise<number> {
  const options = parseOptions(process.argv.slice(2));
  const say = options.json ? console.error : console.log;
  const stop = new AbortController();
  const onSignal = (): void => {
    if (stop.signal.aborted) process.exit(130);
    stop.abort();
  };
  process.on('SIGINT', onSignal);
  process.on('SIGTERM', onSignal);
  say(`seed ${options.seed}`);
  try {
    const figures = await runNemesis({ options, signal: stop.signal, say });
    if (options.json) console.log(JSON.stringify(figures, null, 2));
    say(`\n${report(figures)}`);
    return figures.violations.length === 0 ? 0 : 1;
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
