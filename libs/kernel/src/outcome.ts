/** Done: the thing asked for has happened, and stays so. */
export interface Done<Result> {
  readonly outcome: 'done';
  readonly result: Result;
}

/** Refused: a final business decision. A fault of ours is never a refusal. */
export interface Refused<Refusal extends string> {
  readonly outcome: 'refused';
  readonly refusal: Refusal;
}

/** Unknown: we cannot say yet; the caller repeats the same request or inquires. */
export interface Unknown<Reason extends string> {
  readonly outcome: 'unknown';
  readonly reason: Reason;
}

/** The three outcomes of everything that can be asked of this system; there is no fourth. */
export type Outcome<Result, Refusal extends string, Reason extends string> =
  Done<Result> | Refused<Refusal> | Unknown<Reason>;

export const done = <Result>(result: Result): Done<Result> => ({ outcome: 'done', result });
export const refused = <Refusal extends string>(refusal: Refusal): Refused<Refusal> => ({
  outcome: 'refused',
  refusal,
});
export const unknown = <Reason extends string>(reason: Reason): Unknown<Reason> => ({ outcome: 'unknown', reason });
