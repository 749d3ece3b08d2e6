import type { KeyObject } from 'node:crypto';
import { apiPath, formatDateTime, signMessage } from '@wallet/alipayplus';
import { tokenPaymentBody, type Parties } from '@wallet/testkit';
import { saleOf } from '../load/pay-bodies';

export interface SignedCall {
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
}

export interface Signing {
  readonly clientId: string;
  readonly party: Parties;
  readonly privateKey: KeyObject;
  /** Of the payers, who take turns. */
  readonly accessTokens: readonly string[];
}

const atOnce = 64;
const path = apiPath('pay');

async function signedCall({ clientId, party, privateKey }: Signing, accessToken: string): Promise<SignedCall> {
  const body = Buffer.from(JSON.stringify(tokenPaymentBody(saleOf(party), accessToken)));
  const time = formatDateTime(new Date(), '+08:00');
  const message = { method: 'POST', uri: path, clientId, time, rawBody: body };
  const headers = {
    'content-type': 'application/json; charset=UTF-8',
    'client-id': clientId,
    'request-time': time,
    signature: await signMessage(message, { keyVersion: '1', privateKey }),
  };
  return { path, headers, body };
}

/** Payments by agreement, signed before the load: while it runs the caller only sends. Good for 5 minutes. */
export async function presignedCalls(count: number, signing: Signing): Promise<SignedCall[]> {
  const calls: SignedCall[] = [];
  let next = 0;
  const work = async (): Promise<void> => {
    for (let index = next++; index < count; index = next++) {
      const token = signing.accessTokens[index % signing.accessTokens.length] ?? '';
      calls[index] = await signedCall(signing, token);
    }
  };
  await Promise.all(Array.from({ length: atOnce }, work));
  return calls;
}
