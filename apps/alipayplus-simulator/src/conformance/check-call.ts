import { noticeFaults, type CalledApi, type FindKey } from '@wallet/alipayplus';
import type { FastifyRequest } from 'fastify';
import { readMessage, type Proof } from './signed-message';

interface Checked extends Proof {
  /** Absent: none. */
  readonly breaches?: readonly string[];
}

/** Reads a call of the wallet as strictly as Alipay+ may: headers, signature, JSON and every field. */
export function checkCall(
  request: FastifyRequest,
  { api, clientId, findKey }: { readonly api: CalledApi; readonly clientId: string; readonly findKey: FindKey },
): Checked {
  const { headers, url: uri } = request;
  const message = { uri, clientId, headers, rawBody: request.body as Buffer, time: 'request-time' } as const;
  const { proof, json, faults } = readMessage(message, findKey);
  const breaches = [...faults, ...(json ? noticeFaults(api, json) : [])];
  return { ...proof, ...(breaches.length > 0 && { breaches }) };
}
