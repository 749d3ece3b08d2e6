import type { Lifecycle } from '@wallet/service';
import type { Deliveries } from './ports/deliveries';
import type { SendingLane } from './sending-lane';

/** The addresses that may be called. */
export interface Addresses {
  /** All but the agreed one. */
  readonly origins: readonly string[];
  readonly agreedPath: string;
}

const pollMs = 1_000;

/** Has every lane look for what is due: once a second, and at once when woken. */
export class SendingLoop implements Lifecycle {
  readonly name = 'sending loop';
  private poll: NodeJS.Timeout | undefined;

  constructor(
    private readonly lanes: readonly Pick<SendingLane, 'wake' | 'stop'>[],
    private readonly deliveries: Pick<Deliveries, 'readdress'>,
    private readonly addresses: Addresses,
  ) {}

  /** What was to go to a host that is not allowed any more goes to the agreed address first. Throws DependencyFault. */
  async start(): Promise<void> {
    const { origins, agreedPath } = this.addresses;
    await this.deliveries.readdress(origins, agreedPath);
    this.poll = setInterval(() => this.wake(), pollMs);
    this.wake();
  }

  /** Resolves when no attempt is under way any more. */
  async stop(): Promise<void> {
    clearInterval(this.poll);
    await Promise.all(this.lanes.map((lane) => lane.stop()));
  }

  /** Something may be due. */
  wake(): void {
    for (const lane of this.lanes) lane.wake();
  }
}
