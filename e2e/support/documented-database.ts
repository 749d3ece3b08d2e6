import { execFile } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseEnv, promisify } from 'node:util';
import { roleUrl, servicesWith } from '@wallet/local-stack';
import { Client } from 'pg';
import { documentedCommands } from './documented-services';
import { repository } from './recipe';

const run = promisify(execFile);
/** The test servers' own superuser is called as the owner is in `roles.sql`. */
const owner = 'deploy_owner';
const ownerPassword = 'of-the-owner';

export const schemas = servicesWith('DATABASE_URL');

/** A database as docs/deploy.md makes it: `k8s/sql/roles.sql`, then the migrations, as the owner. */
export class DocumentedDatabase {
  private readonly adminUrl = process.env['TEST_DATABASE_URL']!;

  constructor(
    readonly name: string,
    private readonly secrets: string,
  ) {}

  /** Anew, also where it was there. */
  async make(): Promise<void> {
    await this.drop();
    await this.as(this.adminUrl, [`create database ${this.name}`]);
    const roles = readFileSync(join(repository, 'k8s/sql/roles.sql'), 'utf8').replaceAll('wallet_owner', owner);
    await this.as(this.url(), [roles, roles, `alter role ${owner} password '${ownerPassword}'`]);
  }

  async drop(): Promise<void> {
    await this.as(this.adminUrl, [`drop database if exists ${this.name} with (force)`, `drop role if exists ${owner}`]);
  }

  /** By the documented commands; throws what they print. */
  async migrate(url = this.ownerUrl): Promise<void> {
    const { password, ...address } = passwordApart(url);
    mkdirSync(join(this.secrets, 'postgres'), { recursive: true });
    writeFileSync(join(this.secrets, 'postgres/owner.password'), password);
    for (const command of documentedCommands('DATABASE_URL=')) {
      const words = command.replaceAll('/etc/wallet', this.secrets).split(' ');
      const env = { ...parseEnv(words.slice(0, -2).join('\n')), DATABASE_URL: address.url, DATABASE_CA_FILE: '' };
      await run(process.execPath, words.slice(-1), { cwd: repository, env });
    }
  }

  get ownerUrl(): string {
    return this.url(owner, ownerPassword);
  }

  serviceUrl(schema: string): string {
    return roleUrl(this.url(), schema);
  }

  /** Runs them in one session; resolves with the rows of the last. */
  async as(url: string, statements: readonly string[]): Promise<unknown[]> {
    const client = new Client({ connectionString: url });
    await client.connect();
    try {
      let rows: unknown[] = [];
      for (const statement of statements) ({ rows } = await client.query<Record<string, unknown>>(statement));
      return rows;
    } finally {
      await client.end();
    }
  }

  /** Of the superuser, unless another is named. */
  url(user?: string, password = ''): string {
    const url = new URL(this.adminUrl);
    url.pathname = `/${this.name}`;
    if (user !== undefined) Object.assign(url, { username: user, password });
    return url.href;
  }
}

function passwordApart(href: string): { url: string; password: string } {
  const url = new URL(href);
  const password = decodeURIComponent(url.password);
  url.password = '';
  return { url: url.href, password };
}
