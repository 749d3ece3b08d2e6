import { setTimeout as sleep } from 'node:timers/promises';
import type { JsonObject } from '@wallet/testkit';
import { flowKind } from '../plan/flow-kinds';
import type { PlannedFlow } from '../plan/load-plan';
import type { Api, Entry, Status } from './entry';
import type { History } from './history';
import type { Exchange, Simulator } from './simulator';

export interface Ask {
  readonly flow: PlannedFlow;
  readonly api: Api;
  readonly step?: string;
  readonly body: JsonObject;
  readonly refundRequestId?: string;
  readonly amount?: bigint;
  /** Refusals of this call beside those of its flow. */
  readonly refusals?: readonly string[];
}

export interface Answer {
  readonly entry: Entry;
  readonly body: JsonObject;
}

/** The load is over and this call had no final answer until then. */
export class NeverSettled extends Error {}

/** Alipay+ waits 4 s, 4 s, 30 s and longer; here all goes faster. */
const pausesMs = [500, 1_000, 2_000, 4_000];

interface WireResult {
  readonly resultStatus: Status;
  readonly resultCode: string;
}

const isFinal = ({ status }: Entry): boolean => status === 'S' || status === 'F';
const textOf = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined);

/** Alipay+ as a caller: repeats the same call until it knows, and writes down all that it hears. */
export class Caller {
  constructor(
    private readonly simulator: Simulator,
    private readonly history: Pick<History, 'add'>,
    private readonly clock: { readonly nowMs: number },
    /** Aborted: nothing is repeated any more. */
    private readonly over: AbortSignal,
  ) {}

  async once(ask: Ask): Promise<Answer> {
    const startedAtMs = this.clock.nowMs;
    const exchange = await this.simulator.call(ask.api, ask.body).catch(unanswered);
    const entry = entryOf(ask, exchange, { startedAtMs, endedAtMs: this.clock.nowMs });
    this.history.add(entry);
    return { entry, body: exchange.answer ?? {} };
  }

  /** Repeated until the answer is S, F or what `isSettled` says. Rejects with NeverSettled. */
  async settled(ask: Ask, isSettled: (entry: Entry) => boolean = isFinal): Promise<Answer> {
    for (let tries = 0; ; tries++) {
      const answer = await this.once(ask);
      if (isSettled(answer.entry)) return answer;
      const { status, code, step } = answer.entry;
      await this.pause(tries, `${ask.flow.paymentRequestId}: ${step} is still ${status} ${code}`);
    }
  }

  /** Resolves when it has come true. Rejects with NeverSettled, which says `otherwise`. */
  async until(isTrue: () => Promise<boolean>, otherwise: string): Promise<void> {
    for (let tries = 0; !(await isTrue()); tries++) await this.pause(tries, otherwise);
  }

  private async pause(tries: number, otherwise: string): Promise<void> {
    const pauseMs = pausesMs[Math.min(tries, pausesMs.length - 1)];
    await sleep(pauseMs, undefined, { signal: this.over }).catch(() => {
      throw new NeverSettled(otherwise);
    });
  }
}

const unanswered = (error: unknown): Exchange => ({
  durationMs: 0,
  ownDelayMs: 0,
  signature: 'none',
  error: String(error),
});

/** What of the answer belongs into the history; no token and no code. */
function toldBy({ answer = {} }: Exchange): Pick<Entry, 'status' | 'code' | 'payment' | 'paymentId' | 'refundId'> {
  const result = answer['result'] as WireResult | undefined;
  const payment = answer['paymentResult'] as WireResult | undefined;
  const [paymentId, refundId] = [textOf(answer['paymentId']), textOf(answer['refundId'])];
  return {
    status: result?.resultStatus ?? 'none',
    code: result?.resultCode ?? '',
    ...(payment && { payment: { status: payment.resultStatus, code: payment.resultCode } }),
    ...(paymentId && { paymentId }),
    ...(refundId && { refundId }),
  };
}

function entryOf(ask: Ask, exchange: Exchange, times: Pick<Entry, 'startedAtMs' | 'endedAtMs'>): Entry {
  const { flow, api, step = api, refundRequestId, amount, refusals = [] } = ask;
  const { signature, error } = exchange;
  return {
    flow: flow.index,
    kind: flow.kind,
    paymentRequestId: flow.paymentRequestId,
    api,
    step,
    ...times,
    durationMs: Math.max(0, exchange.durationMs - exchange.ownDelayMs),
    ...toldBy(exchange),
    ...(refundRequestId && { refundRequestId }),
    ...(amount !== undefined && { amount: amount.toString() }),
    signature,
    ...(error && { error }),
    refusals: [...flowKind(flow.kind).refusals, ...refusals],
  };
}
