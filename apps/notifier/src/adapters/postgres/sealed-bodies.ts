import { seal, sealedSchema, unseal, type Sealed, type SealKeys, type SealPlace } from '@wallet/contracts';
import { DependencyFault } from '@wallet/service';
import type { NewDelivery } from '../../application/ports/deliveries';

type Place = Pick<NewDelivery, 'eventId' | 'subject' | 'kind'>;

/** The texts that hold codes or tokens, as they are at rest: each opens in its own delivery only. */
export class SealedBodies {
  constructor(private readonly keys: SealKeys) {}

  /** Throws DependencyFault while there is no key. */
  seal({ body, ...place }: Place & { readonly body: string }): Sealed {
    try {
      return seal(body, placeOf(place), this.keys);
    } catch (error) {
      throw new DependencyFault('seal keys', error);
    }
  }

  /** Undefined when it cannot be opened: its key is missing. */
  open({ sealedBody, ...place }: Place & { readonly sealedBody: string }): string | undefined {
    try {
      return unseal(sealedSchema.parse(sealedBody), placeOf(place), this.keys);
    } catch {
      return undefined;
    }
  }
}

const placeOf = ({ kind, subject, eventId }: Place): SealPlace => ({
  topic: 'notifier.delivery',
  type: kind,
  key: subject,
  correlationId: eventId,
});
