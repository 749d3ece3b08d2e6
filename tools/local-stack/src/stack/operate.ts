import { readFileSync } from 'node:fs';
import { LocalStackError } from '../basics/local-stack-error';
import type { OperatorCall } from './stack';

interface Operated {
  /** Of its replicas. */
  readonly urls: readonly string[];
  readonly tokenFile: string;
}

/** See `Stack.operate`. */
export async function operate({ urls, tokenFile }: Operated, path: string, call: OperatorCall = {}): Promise<unknown> {
  const token = readFileSync(tokenFile, 'utf8').trim();
  let failure: unknown;
  for (const url of urls) {
    try {
      return await callOne(`${url}/operator/v1/${path}`, token, call);
    } catch (error) {
      failure = error;
    }
  }
  throw failure;
}

async function callOne(url: string, token: string, { body, signal, timeoutMs = 120_000 }: OperatorCall) {
  const timeout = AbortSignal.timeout(timeoutMs);
  const response = await fetch(url, {
    headers: { authorization: `Bearer ${token}`, ...(body && { 'content-type': 'application/json' }) },
    signal: signal ? AbortSignal.any([signal, timeout]) : timeout,
    ...(body && { method: 'POST', body: JSON.stringify(body) }),
  });
  const text = await response.text();
  if (!response.ok) throw new LocalStackError(`${url}: ${response.status} ${text}`);
  return JSON.parse(text) as unknown;
}
