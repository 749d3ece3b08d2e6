import { keyFingerprint, kindOf, type SealKeys, type SharedKey } from '@wallet/contracts';
import { DependencyFault, metrics, traceIdOf, type Logger } from '@wallet/service';
import type { Message } from '../records/message';
import type { Fingerprints } from '../records/fingerprints';

/** What a service has of the keys that others share with it. */
export interface OwnKeys {
  /** Of TOKEN_HASH_KEY_FILE. */
  readonly tokenHashKey?: Buffer;
  /** Of SEAL_KEYS_DIR. */
  readonly sealKeys?: SealKeys;
}

interface Difference {
  readonly key: string;
  readonly setting: string;
  /** `none`: this process does not have that version. */
  readonly own: string;
  readonly sender: string;
}

const settings: Readonly<Record<SharedKey, string>> = { 'token-hash': 'TOKEN_HASH_KEY_FILE', seal: 'SEAL_KEYS_DIR' };

const differing = metrics.counter(
  'messaging_other_keys_total',
  'ALERT: records that were made with a key that this process has not or has another of, by topic and setting',
  ['topic', 'setting'],
);

/** Compares the keys of the services by their fingerprints, which each record brings with it. */
export class SharedKeys {
  private readonly fingerprints = new WeakMap<Buffer, string>();
  private readonly told = new WeakSet<object>();

  constructor(
    private readonly own: OwnKeys,
    private readonly logger: Pick<Logger, 'error'>,
  ) {}

  /** What a record that rests on `keys` says of them: what it was told itself by who made their work, else ours. */
  toTell(keys: readonly string[], inherited: Fingerprints = {}): Fingerprints {
    const known = keys.map((key) => [key, inherited[key] ?? this.fingerprint(key)] as const);
    return Object.fromEntries(known.filter((pair): pair is readonly [string, string] => pair[1] !== undefined));
  }

  /**
   * Whether what a message holds was made with other keys than ours, so that nothing can be said of it: a hash would be
   * unknown, a seal closed. Each such message is counted and logged once. A key of which this service has none is others'.
   */
  differFrom(message: Pick<Message<unknown>, 'topic' | 'fingerprints' | 'traceparent'>): boolean {
    const difference = this.difference(message.fingerprints ?? {});
    if (difference && !this.told.has(message)) {
      const { topic, traceparent } = message;
      differing.inc({ topic, setting: difference.setting });
      this.logger.error(
        { traceId: traceIdOf(traceparent), topic, ...difference },
        `made with another key: nothing is done with it until ${difference.setting} is the same in every service`,
      );
      this.told.add(message);
    }
    return difference !== undefined;
  }

  private difference(fingerprints: Fingerprints): Difference | undefined {
    for (const [key, sender] of Object.entries(fingerprints)) {
      const own = this.fingerprint(key) ?? 'none';
      if (this.hasKind(key) && own !== sender) return { key, setting: settings[kindOf(key) as SharedKey], own, sender };
    }
    return undefined;
  }

  private hasKind(key: string): boolean {
    const { tokenHashKey, sealKeys } = this.own;
    return kindOf(key) === 'seal' ? sealKeys !== undefined : key === 'token-hash' && tokenHashKey !== undefined;
  }

  private fingerprint(key: string): string | undefined {
    const bytes = kindOf(key) === 'seal' ? this.sealKey(key.slice('seal.'.length)) : this.own.tokenHashKey;
    if (!bytes) return undefined;
    const known = this.fingerprints.get(bytes) ?? keyFingerprint(bytes);
    this.fingerprints.set(bytes, known);
    return known;
  }

  private sealKey(version: string): Buffer | undefined {
    try {
      return this.own.sealKeys?.key(version);
    } catch (error) {
      if (error instanceof DependencyFault) return undefined;
      throw error;
    }
  }
}
