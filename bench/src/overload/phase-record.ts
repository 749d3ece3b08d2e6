import { percentile } from '../load/latencies';
import type { Answered, Fate, Phase, PhaseOutcome } from './phase';

interface Judged {
  readonly fate: Fate;
  /** Of what is neither paid nor shed. */
  readonly error?: string;
}

function judge({ status, body = '', error }: Answered): Judged {
  if (status === undefined) return { fate: 'none', error: error ?? 'no answer' };
  if (status === 503) return { fate: 'shed' };
  const { resultStatus, resultCode } = resultOf(body);
  if (resultStatus === 'S') return { fate: 'paid' };
  if (resultCode === 'REQUEST_TRAFFIC_EXCEED_LIMIT') return { fate: 'shed' };
  return { fate: resultStatus === 'U' ? 'unknown' : 'wrong', error: `${status} ${resultStatus} ${resultCode}` };
}

function resultOf(body: string): { resultStatus: string; resultCode: string } {
  try {
    const { result } = JSON.parse(body) as { result?: { resultStatus?: string; resultCode?: string } };
    return { resultStatus: result?.resultStatus ?? '', resultCode: result?.resultCode ?? '' };
  } catch {
    return { resultStatus: '', resultCode: 'no JSON' };
  }
}

/** Collects what became of the calls of one phase. */
export class PhaseRecord {
  ownDelaysMs: readonly number[] = [];
  readonly bareMs: number[] = [];
  private readonly counts: Record<Fate, number> = { paid: 0, shed: 0, unknown: 0, wrong: 0, none: 0 };
  private readonly paidMs: number[] = [];
  private readonly shedMs: number[] = [];
  private readonly paidBySecond: number[];
  private readonly errors: Record<string, number> = {};

  constructor(readonly phase: Phase) {
    this.paidBySecond = new Array<number>(Math.ceil(phase.seconds)).fill(0);
  }

  /** `second` of the phase in which the call was sent. */
  add(second: number, answered: Answered): void {
    const { fate, error } = judge(answered);
    this.counts[fate] += 1;
    if (error) this.errors[error] = (this.errors[error] ?? 0) + 1;
    if (fate === 'shed') this.shedMs.push(answered.ms);
    if (fate !== 'paid') return;
    this.paidMs.push(answered.ms);
    this.paidBySecond[second] = (this.paidBySecond[second] ?? 0) + 1;
  }

  outcome(): PhaseOutcome {
    const { phase, counts, paidMs, shedMs, bareMs, paidBySecond, errors } = this;
    const ownDelayMs = percentile(this.ownDelaysMs, 0.99);
    return { phase, counts, paidMs, shedMs, bareMs, paidBySecond, errors, ownDelayMs };
  }
}
