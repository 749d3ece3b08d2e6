import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { createPublicKey, randomInt, type JsonWebKey, type KeyObject } from 'node:crypto';
import { once } from 'node:events';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** Holds the locks of all files of the tokens until its input ends. SoftHSM waits for them, in every process. */
const holdLocks = `
import fcntl, pathlib, sys
files = [open(path, 'r+b') for path in pathlib.Path(sys.argv[1]).rglob('*') if path.is_file()]
for file in files: fcntl.lockf(file, fcntl.LOCK_EX)
print('frozen', flush=True)
sys.stdin.read()`;

/** A token of SoftHSM in a folder of its own. `npm run test:pkcs11` says where its library is. */
export class SoftHsm {
  readonly token = 'wallet';
  readonly pinFile: string;
  private readonly tokens: string;
  private readonly pin = String(randomInt(100_000, 999_999));
  private holder: ChildProcess | undefined;

  private constructor(
    dir: string,
    readonly module: string,
    configuration: string,
  ) {
    this.tokens = join(dir, 'tokens');
    this.pinFile = join(dir, 'pin');
    mkdirSync(this.tokens, { recursive: true });
    writeFileSync(configuration, `directories.tokendir = ${this.tokens}\nobjectstore.backend = file\n`);
    this.writePin(this.pin);
  }

  /** The one that all processes see that load the library from here on. */
  static async make(dir: string): Promise<SoftHsm> {
    const { SOFTHSM2_MODULE: module, SOFTHSM2_CONF: configuration } = process.env;
    if (!module || !configuration) throw new Error('run these specs with npm run test:pkcs11');
    const made = new SoftHsm(dir, module, configuration);
    await made.administer('init');
    return made;
  }

  /** Makes a pair in the token, and gives its public half. */
  async generate(label: string): Promise<KeyObject> {
    const jwk = JSON.parse(await this.administer('generate', label)) as JsonWebKey;
    return createPublicKey({ key: jwk, format: 'jwk' });
  }

  async destroy(label: string): Promise<void> {
    await this.administer('destroy', label);
  }

  /** Undefined: the right one. */
  writePin(pin = this.pin): void {
    writeFileSync(this.pinFile, `${pin}\n`, { mode: 0o600 });
  }

  /** Whatever is asked of the token waits until `thaw`. */
  async freeze(): Promise<void> {
    const holder = spawn('python3', ['-c', holdLocks, this.tokens], { stdio: ['pipe', 'pipe', 'inherit'] });
    this.holder = holder;
    await once(holder.stdout, 'data');
  }

  async thaw(): Promise<void> {
    if (!this.holder) return;
    this.holder.stdin?.end();
    await once(this.holder, 'exit');
    this.holder = undefined;
  }

  private async administer(command: string, label = ''): Promise<string> {
    const script = join(__dirname, 'token-admin.mjs');
    const env = { ...process.env, TOKEN_PIN: this.pin };
    const { stdout } = await run(process.execPath, [script, this.module, this.token, command, label], { env });
    return stdout;
  }
}
