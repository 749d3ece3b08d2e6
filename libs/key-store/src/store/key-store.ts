/** A signature, and the version that the other side knows its key by. */
export interface Signed {
  readonly keyVersion: string;
  readonly signature: Buffer;
}

/** The versions of one key. */
export interface Versions {
  /** The one that signs or seals. */
  readonly active: string;
  /** All that can be used, the highest first. */
  readonly all: readonly string[];
  /** Why `active` is not what somebody wants it to be: the one of before goes on. One line for the operator, without a secret. */
  readonly fault: string | undefined;
}

/** A key that the process itself works with. */
export interface DataKey extends Versions {
  readonly keys: ReadonlyMap<string, Buffer>;
}

/** All keys of a process at one moment. */
export interface KeysInForce {
  /** Of our private key; undefined in a process that does not sign. */
  readonly signing: Versions | undefined;
  readonly seal: DataKey;
}

/**
 * Where our keys are: in files, in an HSM, in a key service of a cloud. The private key may stay there; the keys of the seal,
 * which each message needs, are handed out. `keyStoreConformance` in `testing` is what an adapter must pass.
 */
export interface KeyStore {
  /**
   * Hands out what is in force before it resolves, and again whenever that changes. Throws ConfigError when a setting is
   * wrong, anything else when the store does not work now; it is then called again.
   */
  open(take: (keys: KeysInForce) => void): Promise<void>;
  /** `take` is not called any more. Also when `open` has failed. */
  close(): Promise<void>;
  /**
   * RSASSA-PKCS1-v1_5 with SHA-256 of these bytes, by the active version or by another one that is in force. Rejects when it
   * cannot; need not end in time, whoever asks has a bound of his own.
   */
  sign(content: Uint8Array, version?: string): Promise<Signed>;
  /** False while it does not answer. Absent: it always does. */
  works?(): boolean;
}
