import { execFile } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { LocalStackError, reasonOf } from '../basics/local-stack-error';

const run = promisify(execFile);
const ofAuthority = 'basicConstraints = critical, CA:TRUE\nkeyUsage = critical, keyCertSign';
const newKey = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes'];

/** A certificate and its private key, in files. */
export interface Certificate {
  readonly certFile: string;
  readonly keyFile: string;
}

/** An authority for trials, made at run time: nothing of it is ever in git. */
export class Authority {
  readonly caFile: string;
  private issued = 0;

  private constructor(
    private readonly dir: string,
    name: string,
  ) {
    this.caFile = join(dir, `${name}.pem`);
  }

  /** In this folder, which it makes. */
  static async make(dir: string, name = 'ca'): Promise<Authority> {
    mkdirSync(dir, { recursive: true });
    const authority = new Authority(dir, name);
    const self = ['-x509', '-days', '2', '-extensions', 'authority', '-out', authority.caFile];
    await authority.request(name, [...self, '-keyout', authority.keyOf(authority.caFile)]);
    return authority;
  }

  /** `names` as OpenSSL writes them: `DNS:localhost`, `IP:127.0.0.1`. With `days` below 0 it has expired. */
  async issue(name: string, names: readonly string[], days = 2): Promise<Certificate> {
    const certFile = join(this.dir, `${name}.pem`);
    const keyFile = this.keyOf(certFile);
    const [requestFile, extensions] = [`${certFile}.csr`, `${certFile}.cnf`];
    writeFileSync(extensions, names.length > 0 ? `subjectAltName = ${names.join()}\n` : '');
    await this.request(name, ['-new', '-out', requestFile, '-keyout', keyFile]);
    const by = ['-CA', this.caFile, '-CAkey', this.keyOf(this.caFile), '-set_serial', String(++this.issued)];
    await openssl([
      'x509',
      '-req',
      '-in',
      requestFile,
      '-days',
      String(days),
      '-extfile',
      extensions,
      ...by,
      '-out',
      certFile,
    ]);
    return { certFile, keyFile };
  }

  private readonly keyOf = (certFile: string): string => certFile.replace(/\.pem$/, '.key');

  /** With settings of its own: those of the system add extensions. */
  private async request(subject: string, args: readonly string[]): Promise<void> {
    const settings = join(this.dir, 'request.cnf');
    writeFileSync(settings, `[req]\ndistinguished_name = name\n[name]\n[authority]\n${ofAuthority}\n`);
    await openssl(['req', '-config', settings, '-subj', `/CN=${subject}`, ...newKey, ...args]);
  }
}

async function openssl(args: readonly string[]): Promise<void> {
  await run('openssl', args).catch((error: unknown) => {
    const isMissing = (error as NodeJS.ErrnoException).code === 'ENOENT';
    throw new LocalStackError(
      isMissing ? 'certificates need openssl: install it' : `openssl ${args[0]} failed: ${reasonOf(error)}`,
    );
  });
}
