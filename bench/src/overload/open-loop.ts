import { performance } from 'node:perf_hooks';
import { setTimeout as sleep } from 'node:timers/promises';
import { LoopDelay } from '@wallet/service';
import { Pool } from 'undici';
import { PhaseRecord } from './phase-record';
import type { Answered, Phase, PhaseOutcome } from './phase';
import type { SignedCall } from './presigned-calls';

const tickMs = 2;
/** How late this process is, is no time of whoever answered. */
const delayTickMs = 5;
const hangUpMs = 8_000;
/** Calls of a second that are sent to the bare server too. */
const bareRate = 25;

export interface Receivers {
  readonly gatewayUrl: string;
  /** A server that does nothing but refuse. */
  readonly bareUrl: string;
}

/** Sends the calls at the rates of the phases, one after the other, and waits for no answer before the next call. */
export async function openLoop(
  { gatewayUrl, bareUrl }: Receivers,
  phases: readonly Phase[],
  calls: readonly SignedCall[],
): Promise<PhaseOutcome[]> {
  const pools = [gatewayUrl, bareUrl].map((url) => new Pool(url, { pipelining: 1, headersTimeout: 0, bodyTimeout: 0 }));
  const [gateway, bare] = pools as [Pool, Pool];
  const ownDelaysMs: number[] = [];
  const delay = new LoopDelay({ tickMs: delayTickMs, onTick: (ms) => ownDelaysMs.push(ms) });
  delay.start();
  const underWay = new Set<Promise<void>>();
  const waiting = calls.values();
  const watch = (call: Promise<void>): void => {
    const over = call.finally(() => underWay.delete(over));
    underWay.add(over);
  };
  const send = (record: PhaseRecord, sent: number): void => {
    const { rate } = record.phase;
    const { value: call } = waiting.next();
    if (!call) throw new Error('fewer calls were signed than are to be sent');
    watch(sendCall(gateway, call, delay, (answered) => record.add(Math.floor(sent / rate), answered)));
    if (sent % Math.ceil(rate / bareRate) > 0) return;
    watch(sendCall(bare, call, delay, ({ ms }) => record.bareMs.push(ms)));
  };
  try {
    const records: PhaseRecord[] = [];
    for (const phase of phases) {
      const record = new PhaseRecord(phase);
      records.push(record);
      const delaysBefore = ownDelaysMs.length;
      await sendPhase(phase, (sent) => send(record, sent));
      record.ownDelaysMs = ownDelaysMs.slice(delaysBefore);
    }
    await Promise.all(underWay);
    return records.map((record) => record.outcome());
  } finally {
    delay.stop();
    await Promise.all(pools.map((pool) => pool.destroy()));
  }
}

async function sendPhase({ rate, seconds }: Phase, send: (sent: number) => void): Promise<void> {
  const startedAt = performance.now();
  const total = Math.round(rate * seconds);
  for (let sent = 0; sent < total; await sleep(tickMs)) {
    const elapsed = (performance.now() - startedAt) / 1_000;
    for (const due = Math.min(total, Math.floor(elapsed * rate)); sent < due; sent++) send(sent);
  }
}

async function sendCall(
  pool: Pool,
  { path, headers, body }: SignedCall,
  delay: LoopDelay,
  done: (answered: Answered) => void,
): Promise<void> {
  const startedAt = performance.now();
  const since = (): number => Math.max(0, performance.now() - startedAt - delay.currentMs());
  try {
    const signal = AbortSignal.timeout(hangUpMs);
    const answer = await pool.request({ method: 'POST', path, headers, body, signal });
    const text = await answer.body.text();
    done({ status: answer.statusCode, body: text, ms: since() });
  } catch (error) {
    const { name, message, code } = error as Error & { code?: string };
    done({ error: name === 'TimeoutError' ? 'no answer in 8 s' : (code ?? message), ms: since() });
  }
}
