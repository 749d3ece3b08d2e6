/** Who changes something, and why: kept with what was changed. */
export interface OperatorNote {
  readonly operator: string;
  readonly reason: string;
}
