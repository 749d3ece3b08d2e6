import type { SealKeys } from '@wallet/contracts';
import { DependencyFault, type Lifecycle, type Logger } from '@wallet/service';
import type { DataKey, KeysInForce, KeyStore } from './key-store';
import { ShownVersions } from './shown-versions';

/** The keys of this process, whatever store they come from. */
export class HeldKeys implements Lifecycle {
  readonly name = 'keys';
  readonly seal = new HeldSealKeys();
  private readonly shownSigning: ShownVersions;
  private readonly shownSeal: ShownVersions;

  constructor(
    private readonly store: Pick<KeyStore, 'open' | 'close' | 'works'>,
    logger: Logger,
  ) {
    this.shownSigning = new ShownVersions('wallet-private', logger);
    this.shownSeal = new ShownVersions('seal', logger);
  }

  start(): Promise<void> {
    return this.store.open((keys) => this.take(keys));
  }

  stop(): Promise<void> {
    return this.store.close();
  }

  ready(): boolean {
    return this.store.works?.() ?? true;
  }

  private take({ signing, seal }: KeysInForce): void {
    const { active, all, fault } = seal;
    this.seal.held = seal;
    this.shownSeal.show({ active, all, fault });
    if (signing) this.shownSigning.show(signing);
  }
}

/** A version that is not there is a broken dependency: it may be on its way to this process. */
class HeldSealKeys implements SealKeys {
  held: DataKey | undefined;

  /** Throws DependencyFault before there is any. */
  get current(): string {
    if (!this.held) throw new DependencyFault('seal keys', 'none is loaded yet');
    return this.held.active;
  }

  /** Throws DependencyFault when there is no such version. */
  key(version: string): Buffer {
    const key = this.held?.keys.get(version);
    if (!key) throw new DependencyFault('seal keys', `version ${version} is missing`);
    return key;
  }
}
