/** A part of a process that is started before it serves and stopped after it: a connection, a relay, a loop. */
export interface Lifecycle {
  readonly name: string;
  /** Rejects when it cannot start yet; it is then called again, for 60 s. */
  start(): Promise<void>;
  /** Finishes what is running. Also called when `start` has failed. */
  stop(): Promise<void>;
  /** False or rejected: the process takes no traffic for now. Asked at each `/readyz`; absent means always ready. */
  ready?(): Promise<boolean> | boolean;
}
