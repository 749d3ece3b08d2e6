import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { repositoryDir } from '../basics/repository';
import { retryFor } from '../basics/waiting';
import { Child } from '../processes/child';
import { freePort } from '../processes/ports';
import { demoCustomers } from './demo-customers';
import { keepLog } from '../basics/keep-log';
import { ensureSecret } from './keys';
import type { Environment } from './services';
import type { DirectoryAddresses } from './stack';

const readyTimeoutMs = 10_000;
const graceMs = 2_000;

/** Where the user gave none of his own. */
export const needsDirectory = (given: Environment): boolean =>
  given['CUSTOMER_DIRECTORY'] === 'http' && given['DIRECTORY_URL'] === undefined;

export interface DirectoryPlan {
  /** Of the stack: customers and token are kept in it. */
  readonly dir: string;
  readonly given: Environment;
  /** Auth's operator endpoint, which is told of each change of a status. */
  readonly authUrl: string;
  readonly authTokenFile: string;
  readonly log: (line: string) => void;
}

/** In the place of a wallet's own directory: the example of the documentation, with the demo customers or who is in its file. */
export class LocalDirectory {
  private constructor(
    readonly addresses: DirectoryAddresses,
    private readonly child: Child,
  ) {}

  static async start(plan: DirectoryPlan): Promise<LocalDirectory> {
    const { dir } = plan;
    const port = await freePort();
    const addresses = directoryAt(`http://127.0.0.1:${port}`, plan);
    const { tokenFile, customersFile } = addresses;
    if (!existsSync(customersFile)) writeFileSync(customersFile, JSON.stringify(demoEntries(), null, 2));
    const logFile = join(dir, 'logs/customer-directory.log');
    keepLog(logFile);
    const child = new Child({
      command: process.execPath,
      args: [join(repositoryDir, 'docs/examples/customer-directory.mjs')],
      env: {
        ...process.env,
        PORT: String(port),
        CUSTOMERS_FILE: customersFile,
        DIRECTORY_TOKEN_FILE: tokenFile,
        AUTH_OPERATOR_URL: plan.authUrl,
        AUTH_TOKEN_FILE: plan.authTokenFile,
      },
      cwd: repositoryDir,
      logFile,
      onUnexpectedExit: (how) => plan.log(`the customer directory stopped by itself (${how}), see ${logFile}`),
    });
    const directory = new LocalDirectory(addresses, child);
    try {
      await directory.waitReady();
    } catch (error) {
      await child.kill();
      throw error;
    }
    return directory;
  }

  stop(): Promise<void> {
    return this.child.end('SIGTERM', graceMs);
  }

  private waitReady(): Promise<void> {
    return retryFor(
      readyTimeoutMs,
      () => this.lookUpNobody(),
      () => this.child.assertRunning('the customer directory'),
    );
  }

  private async lookUpNobody(): Promise<void> {
    const { url, tokenFile } = this.addresses;
    const authorization = `Bearer ${readFileSync(tokenFile, 'utf8').trim()}`;
    const call = { method: 'POST', headers: { authorization }, body: '{"keys":[]}' };
    const answer = await fetch(`${url}/customers/lookup`, call);
    if (!answer.ok) throw new Error(`it answers ${answer.status}`);
  }
}

/** Makes its token. */
export function directoryAt(url: string, { dir, given }: Pick<DirectoryPlan, 'dir' | 'given'>): DirectoryAddresses {
  const tokenFile = resolve(given['DIRECTORY_TOKEN_FILE'] ?? join(dir, 'keys/directory.token'));
  if (given['DIRECTORY_TOKEN_FILE'] === undefined) ensureSecret(tokenFile, 'base64url');
  return { url, tokenFile, customersFile: join(dir, 'customers.json') };
}

/** For auth. */
export const settingsOf = ({ url, tokenFile }: DirectoryAddresses): Environment => ({
  DIRECTORY_URL: url,
  DIRECTORY_TOKEN_FILE: tokenFile,
  DIRECTORY_CURRENCY: 'HKD',
});

const demoEntries = () =>
  demoCustomers().map(({ loginId, status }, index) => ({
    customerId: `C-${index + 1}`,
    status,
    kycLevel: 1,
    mobileNumber: `+${loginId.replace(/\D/g, '')}`,
  }));
