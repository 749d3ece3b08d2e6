/** A part of a process that is started before it serves and stopped after it: a connection, a relay, a loop. */
export interface Lifecycle {
  readonly name: string;
  /** Rejects when it cannot start yet; it is then called again, for `BOOT_PATIENCE_SECONDS`. */
  start(): Promise<void>;
  /** Finishes what is running. Also called when `start` has failed. */
  stop(): Promise<void>;
  /** False or rejected: what it depends on does not work now. For `/readyz?verbose` and `dependency_up`; absent: it does. */
  ready?(): Promise<boolean> | boolean;
  /** False: another replica can answer and this one cannot, so that this one takes no traffic. Absent: it can. */
  canAnswer?(): boolean;
}
