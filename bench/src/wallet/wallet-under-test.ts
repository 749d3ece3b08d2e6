import { readFileSync } from 'node:fs';
import { readPrivateKey, readPublicKey } from '@wallet/alipayplus';
import type { Stack, StackAddresses } from '@wallet/local-stack';
import { Pool } from 'pg';
import { AlipayplusCaller } from '../load/alipayplus-caller';
import { Phones } from '../load/phones';
import type { WalletClients } from '../load/wallet-load';
import { customerCount, registerCustomers } from './customers';

/** The running stack, clients of it, and customers with money. */
export interface WalletUnderTest {
  readonly stack: Stack;
  /** Our id at Alipay+. */
  readonly clientId: string;
  readonly clients: WalletClients & { readonly phones: Phones };
  readonly database: Pool;
  readonly loginIds: readonly string[];
}

/** `connections`: at most so many calls at once. */
export async function withWallet<T>(
  stack: Stack,
  connections: number,
  work: (wallet: WalletUnderTest) => Promise<T>,
): Promise<T> {
  const { clientId, acquirerId, pspId } = JSON.parse(readFileSync(stack.stackFile, 'utf8')) as StackAddresses;
  const [gatewayUrl = ''] = stack.gatewayUrls;
  const alipayplusKey = readPrivateKey(readFileSync(stack.keys.alipayplusPrivate, 'utf8'));
  const walletKey = readPublicKey(readFileSync(stack.keys.walletPublic, 'utf8'));
  const caller = new AlipayplusCaller({ gatewayUrl, clientId, alipayplusKey, walletKey, connections });
  const phones = new Phones(stack.simulatorUrl, connections);
  const database = new Pool({ connectionString: stack.databaseUrl, max: 2 });
  database.on('error', () => undefined);
  try {
    const loginIds = await registerCustomers(stack, database, customerCount);
    return await work({
      stack,
      clientId,
      clients: { caller, phones, party: { acquirerId, pspId } },
      database,
      loginIds,
    });
  } finally {
    await Promise.all([caller.close(), phones.close(), database.end()]);
  }
}
