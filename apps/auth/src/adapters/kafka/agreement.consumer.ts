import { Controller, Inject } from '@nestjs/common';
import {
  consultAgreement,
  listAgreements,
  revokeAgreement,
  type Answer,
  type ListAgreements as List,
  type UnbindAgreement,
} from '@wallet/contracts';
import { Consume, isExpired, MessageBus, type Answers, type Message } from '@wallet/messaging';
import { ConsultAgreement } from '../../application/agreements/consult-agreement';
import { ListAgreements } from '../../application/agreements/list-agreements';
import { RevokeAgreement } from '../../application/agreements/revoke-agreement';

const lane = { maxBatch: 1, concurrency: 4 };

/** What the wallet app asks about its customers' agreements. */
@Controller()
export class AgreementConsumer {
  constructor(
    private readonly listAgreements: ListAgreements,
    private readonly consultAgreement: ConsultAgreement,
    private readonly revokeAgreement: RevokeAgreement,
    @Inject(MessageBus) private readonly bus: Answers,
  ) {}

  @Consume(listAgreements, lane)
  async list(batch: readonly Message<List>[]): Promise<void> {
    for (const message of live(batch)) {
      const agreements = await this.listAgreements.execute(message.payload.customerId);
      await this.bus.answer(message, { outcome: 'done', result: { kind: 'agreements', agreements } });
    }
  }

  @Consume(consultAgreement, lane)
  async consult(batch: readonly Message<UnbindAgreement>[]): Promise<void> {
    for (const message of live(batch)) {
      const answer = await this.consultAgreement.execute(message.payload, message.correlationId);
      await this.bus.answer(message, answer);
    }
  }

  /** Also a stale one: Alipay+ has allowed it, and the user wants it. */
  @Consume(revokeAgreement, lane)
  async revoke(batch: readonly Message<UnbindAgreement>[]): Promise<void> {
    for (const message of batch) {
      const { agreementId, customerId } = message.payload;
      const by = { reason: 'WALLET', customerId } as const;
      const revoked = await this.revokeAgreement.execute({ agreementId, by, traceparent: message.traceparent });
      await this.bus.answer(message, revoked ? ended : { outcome: 'refused', refusal: 'AgreementNotFound' });
    }
  }
}

const ended: Answer = { outcome: 'done', result: { kind: 'agreement-revoked' } };

function live<P>(batch: readonly Message<P>[]): Message<P>[] {
  const now = new Date();
  return batch.filter((message) => !isExpired(message, now));
}
