/** A load at a fixed rate, whatever becomes of the calls. */
export interface Phase {
  /** Calls a second. */
  readonly rate: number;
  readonly seconds: number;
}

/** Of one call. */
export interface Answered {
  /** Of the HTTP answer; undefined: none came. */
  readonly status?: number;
  readonly body?: string;
  readonly error?: string;
  readonly ms: number;
}

/**
 * What became of a call: `paid` S; `shed` refused because of the load, signed or by a bare 503; `unknown` another U;
 * `wrong` any other answer; `none` no answer before Alipay+ would have hung up.
 */
export type Fate = 'paid' | 'shed' | 'unknown' | 'wrong' | 'none';

export interface PhaseOutcome {
  readonly phase: Phase;
  readonly counts: Readonly<Record<Fate, number>>;
  /** From the moment of sending, less how late this process was when the answer arrived. */
  readonly paidMs: readonly number[];
  readonly shedMs: readonly number[];
  /** Of a server that refuses everything, beside it. */
  readonly bareMs: readonly number[];
  /** S of the calls that were sent in each second. */
  readonly paidBySecond: readonly number[];
  /** How late this process was itself: the 99th percentile. */
  readonly ownDelayMs: number;
  /** Of what was wrong or missing. */
  readonly errors: Readonly<Record<string, number>>;
}
