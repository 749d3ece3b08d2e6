/** Where the private keys are. */
export interface TokenPlace {
  /** The shared library of the vendor. */
  readonly module: string;
  /** The label of the token. */
  readonly token: string;
  readonly pinFile: string;
  /** Its keys are labelled `<keyLabel>.<n>`; without a number it is version 1. */
  readonly keyLabel: string;
}

/** Asked of the process that has the token open; each has one answer. */
export type Question =
  | { readonly ask: 'versions' }
  | {
      readonly ask: 'sign';
      readonly version: string;
      readonly digestInfo: Uint8Array;
      /** By `monotonicMs`: nobody waits for it any more. */
      readonly untilMs: number;
    };

export interface Listed {
  /** The highest first. */
  readonly versions: readonly string[];
  /** Labels that several keys have, none of which was there before: they do not count. */
  readonly doubled: readonly string[];
}

export type Answer = Listed | { readonly signature: Uint8Array } | { readonly refused: string };

/** The last words of that process. `setting`: a restart alone mends nothing; `pin`: each further try may lock the token. */
export interface Farewell {
  readonly fault: 'setting' | 'pin' | 'token';
  readonly reason: string;
}

/** The same clock in all processes of a machine. */
export const monotonicMs = (): number => Number(process.hrtime.bigint() / 1_000_000n);
