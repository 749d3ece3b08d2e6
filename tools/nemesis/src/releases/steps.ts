import type { StdioOptions } from 'node:child_process';

/** What `tools/*.mjs` has, which runs before there is a build: `upgrade.mjs` hands it in. */
export interface Steps {
  /** Of `tools/child-step.mjs`. */
  runChild(command: string, args: readonly string[], options: Output & { readonly cwd: string }): Promise<Outcome>;
  /** Of `tools/packages.mjs`. */
  installPackages(root: string, options: Output): Promise<Outcome>;
  packagesAreCurrent(root: string): boolean;
}

interface Output {
  readonly stdio: StdioOptions;
}

export interface Outcome {
  readonly code?: number | null;
  readonly signal?: NodeJS.Signals | null;
  readonly error?: NodeJS.ErrnoException;
}

/** The build of a release in a folder of its own. */
export interface Release {
  readonly name: string;
  /** Its root folder. */
  readonly dir: string;
}
