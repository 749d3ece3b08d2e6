import { execFile } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { repository } from './recipe';

export interface Ended {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

const { scripts } = JSON.parse(readFileSync(join(repository, 'package.json'), 'utf8')) as {
  scripts: Readonly<Record<string, string>>;
};

export const npmScripts: readonly string[] = Object.keys(scripts);

/** What npm does for `npm run NAME --`, without the half second of processor time that npm itself takes. */
export const withoutNpm = (line: string): string =>
  line.replace(/\bnpm (?:run )?(?:-s )?([a-z:]+)(?: --(?= )|$)/, (_, name: string) =>
    (scripts[name] ?? `no script ${name}`).replace(/^node /, `'${process.execPath}' `),
  );

/** A folder that looks like a clone whose `npm start` is the stack of a spec. */
export class Clone {
  readonly folder: string;
  /** Of the stack: the `.local` of this clone. */
  readonly stackDir: string;

  constructor(name: string) {
    this.stackDir = join(repository, '.local/e2e', name);
    this.folder = `${this.stackDir}-clone`;
    for (const made of [this.stackDir, this.folder]) {
      rmSync(made, { recursive: true, force: true });
      mkdirSync(made, { recursive: true });
    }
    symlinkSync(this.stackDir, join(this.folder, '.local'));
    for (const part of ['apps', 'docs', 'node_modules', 'package.json', 'tools'])
      symlinkSync(join(repository, part), join(this.folder, part));
  }

  /** Without what an npm that runs the specs says of its own folder. */
  get env(): NodeJS.ProcessEnv {
    const ofNobody = Object.entries(process.env).filter(([key]) => !/^(npm_|INIT_CWD$)/.test(key));
    return { ...Object.fromEntries(ofNobody), USER: 'e2e' };
  }

  /** As typed at the shell there, where nobody can be asked. */
  bash(script: string): Promise<Ended> {
    return new Promise((resolve) => {
      const options = { cwd: this.folder, env: this.env, timeout: 60_000 };
      const child = execFile('bash', ['-c', script], options, (error, stdout, stderr) =>
        resolve({ code: error ? Number(error.code ?? 1) : 0, stdout, stderr }),
      );
      child.stdin?.end();
    });
  }
}
