import { errorMessage, type Logger } from '@wallet/service';
import { Owner } from './owner';

export interface OwnerWatchOptions {
  readonly owners: readonly string[];
  /** How many replicas of each Kafka has as members of its group; rejects when Kafka does not tell. */
  readonly replicas: () => Promise<ReadonlyMap<string, number>>;
  /** Called once each time that one is gone. */
  readonly gone: (owner: string) => void;
  readonly logger: Logger;
}

const everyMs = 1_000;
/** So many looks are left out after one that Kafka refused, because the next one connects anew. */
const pausedLooks = 4;

/**
 * Asks Kafka every second who is there to answer. While it does not tell within a second, nobody counts as gone: neither
 * Kafka's trouble nor a halt of this process is taken for theirs.
 */
export class OwnerWatch {
  readonly owners: readonly Owner[];
  private timer: NodeJS.Timeout | undefined;
  private isLooking = false;
  private isFailing = false;
  private paused = 0;

  constructor(private readonly options: OwnerWatchOptions) {
    this.owners = options.owners.map((name) => new Owner(name, options.logger));
  }

  start(): void {
    this.timer ??= setInterval(() => void this.look(), everyMs).unref();
  }

  stop(): void {
    clearInterval(this.timer);
    this.timer = undefined;
  }

  /** Whether one of these is gone; who is not watched is not. */
  isGone(names: readonly string[]): boolean {
    return this.owners.some(({ isGone, name }) => isGone && names.includes(name));
  }

  async look(): Promise<void> {
    if (this.isLooking) return this.tell(undefined);
    if (this.paused > 0) return void this.paused--;
    this.isLooking = true;
    const replicas = await this.options.replicas().catch((error: unknown) => {
      if (!this.isFailing) this.options.logger.warn({ error: errorMessage(error) }, 'Kafka does not tell who is there');
      return undefined;
    });
    this.isLooking = false;
    this.isFailing = !replicas;
    if (!replicas) this.paused = pausedLooks;
    this.tell(replicas);
  }

  private tell(replicas: ReadonlyMap<string, number> | undefined): void {
    for (const owner of this.owners) {
      const wasGone = owner.isGone;
      owner.found(replicas && (replicas.get(owner.name) ?? 0));
      if (owner.isGone && !wasGone) this.options.gone(owner.name);
    }
  }
}
