import { performance } from 'node:perf_hooks';
import { setTimeout as sleep } from 'node:timers/promises';
import { Pool } from 'undici';
import { LoopDelay } from './loop-delay';
import { PhaseRecord } from './phase-record';
import type { Answered, Phase, PhaseOutcome } from './phase';
import type { SignedCall } from './presigned-calls';

const tickMs = 2;
const hangUpMs = 8_000;

/** Sends the calls at the rates of the phases, one after the other, and waits for no answer before the next call. */
export async function openLoop(
  gatewayUrl: string,
  phases: readonly Phase[],
  calls: readonly SignedCall[],
): Promise<PhaseOutcome[]> {
  const pool = new Pool(gatewayUrl, { pipelining: 1, headersTimeout: 0, bodyTimeout: 0 });
  const delay = new LoopDelay();
  const underWay = new Set<Promise<void>>();
  const waiting = calls.values();
  const send = (record: PhaseRecord, second: number): void => {
    const { value: call } = waiting.next();
    if (!call) throw new Error('fewer calls were signed than are to be sent');
    const answered = sendCall(pool, call, delay, (fate) => record.add(second, fate)).finally(() =>
      underWay.delete(answered),
    );
    underWay.add(answered);
  };
  try {
    const records: PhaseRecord[] = [];
    for (const phase of phases) {
      const record = new PhaseRecord(phase);
      records.push(record);
      const delaysBefore = delay.all.length;
      await sendPhase(phase, (second) => send(record, second));
      record.ownDelaysMs = delay.all.slice(delaysBefore);
    }
    await Promise.all(underWay);
    return records.map((record) => record.outcome());
  } finally {
    delay.stop();
    await pool.destroy();
  }
}

async function sendPhase({ rate, seconds }: Phase, send: (second: number) => void): Promise<void> {
  const startedAt = performance.now();
  const total = Math.round(rate * seconds);
  for (let sent = 0; sent < total; await sleep(tickMs)) {
    const elapsed = (performance.now() - startedAt) / 1_000;
    for (const due = Math.min(total, Math.floor(elapsed * rate)); sent < due; sent++) send(Math.floor(sent / rate));
  }
}

async function sendCall(
  pool: Pool,
  { path, headers, body }: SignedCall,
  delay: LoopDelay,
  done: (answered: Answered) => void,
): Promise<void> {
  const startedAt = performance.now();
  const since = (): number => Math.max(0, performance.now() - startedAt - delay.current);
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
