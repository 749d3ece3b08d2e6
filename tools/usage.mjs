import { parseArgs } from 'node:util';

/** What was given after `npm run NAME --`; prints `usage` and ends at `--help`, and ends at what the command does not know. */
export function readOptions(name, usage, options = {}) {
  try {
    const { values } = parseArgs({ options: { ...options, help: { type: 'boolean' } } });
    if (!values.help) return values;
    console.log(usage);
    process.exit(0);
  } catch (error) {
    console.error(`${error.message.split('. ')[0]}; see npm run ${name} -- --help`);
    process.exit(1);
  }
}
