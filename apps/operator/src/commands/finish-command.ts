import type { Command } from 'commander';

export interface JsonOption {
  readonly json?: boolean;
}

/** Gives a command `--json` and its examples. For `--json`, npm's own lines are kept off stdout by `-s`. */
export function finish(command: Command, examples: readonly string[]): void {
  const lines = examples.map((example) => `  npm run ${example.includes('--json') ? '-s ' : ''}operator -- ${example}`);
  command.option('--json', 'print one JSON object').addHelpText('after', ['\nExamples:', ...lines].join('\n'));
}
