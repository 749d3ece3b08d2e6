import { ConfigError } from './errors';
import type { Lifecycle } from './lifecycle';
import type { Logger } from './logger';

/** A store's note of the key that what is in it was made with. */
export interface KeyMemory {
  /** Remembers this fingerprint unless there is one: of several at once, exactly one. Resolves with what is remembered. */
  recall(fingerprint: string): Promise<string>;
}

export interface RememberedKeyOptions {
  /** Names the key's file. */
  readonly setting: string;
  readonly fingerprint: string;
  /** E.g. `the database`. */
  readonly store: string;
  readonly memory: KeyMemory;
  readonly logger: Logger;
}

/**
 * Lets a process start only with the key that its store remembers: with another one it would find nothing of what is there,
 * and call it unknown. A store without a memory remembers the first that asks.
 */
export class RememberedKey implements Lifecycle {
  readonly name: string;
  private told = '';

  constructor(private readonly options: RememberedKeyOptions) {
    this.name = options.setting;
  }

  /** Throws ConfigError when it is another one, and what the memory throws. */
  async start(): Promise<void> {
    const fault = await this.fault();
    if (fault) throw new ConfigError(fault);
  }

  stop(): Promise<void> {
    return Promise.resolve();
  }

  /** Also remembers it again in a store that has lost what it had. Throws what the memory throws. */
  async ready(): Promise<boolean> {
    const fault = await this.fault();
    if (fault && fault !== this.told) this.options.logger.error(fault);
    this.told = fault ?? '';
    return fault === undefined;
  }

  private async fault(): Promise<string | undefined> {
    const { setting, fingerprint, store, memory } = this.options;
    const remembered = await memory.recall(fingerprint);
    if (remembered === fingerprint) return undefined;
    return `${setting} holds another key (fingerprint ${fingerprint}) than the one that ${store} remembers (${remembered}): give this process the file of the others, or read in docs/operations.md, "Another key", what it takes to begin with this one`;
  }
}
