import type { Authorization, Command, Handled, IdentifiedCustomer, PaymentFact, TokenPair } from '@wallet/contracts';
import { Contention, metrics, milestone, newId } from '@wallet/service';
import type { CustomerId } from '@wallet/kernel';
import { customerRefusal } from '../customers/find-customer';
import type { TokenMint } from '../tokens/generation';
import { maskedLoginId } from '../customers/masked-login-id';
import { countMade, newAgreement } from '../tokens/new-agreement';
import type { AgreementRecords, StoredAgreement } from '../ports/agreements';
import type { GrantPorts } from '../tokens/redeem-code';

type Settled = Extract<PaymentFact, { fact: 'PaymentSettled' }>;
/** A payment whose user agreed to bind. */
type Authorizing = Command<Settled & { readonly authorization: Authorization }>;
type NotMade = 'CustomerNotFound' | 'CustomerNotActive' | 'other-customer' | 'cancelled';

const notMade = metrics.counter(
  'auth_agreements_not_made_total',
  'ALERT: settled payments whose user agreed to bind, but no agreement was made',
  ['reason'],
);

/**
 * After a payment with authorization: its agreement, with tokens that a fact carries on. One of the binding and customer
 * that is alive is left alone, so that a fact may come again. Otherwise no tokens, an alert; the payment stands.
 */
export class MakeAgreements {
  constructor(
    private readonly ports: GrantPorts,
    private readonly mint: TokenMint,
  ) {}

  /** Throws DependencyFault; done again, it goes on where it was. */
  async execute(batch: readonly Command<PaymentFact>[]): Promise<Handled[]> {
    const authorizing = batch.filter(isAuthorizing);
    const keys = authorizing.map(({ payload: { customerId } }) => ({ by: 'customerId', customerId }) as const);
    const customers = (keys.length > 0 ? await this.ports.directory.find(keys) : []).values();
    const handled: Handled[] = [];
    for (const fact of batch) {
      handled.push(isAuthorizing(fact) ? await this.handle(fact, customers.next().value ?? null) : 'nothing');
    }
    return handled;
  }

  private async handle(fact: Authorizing, customer: IdentifiedCustomer | null): Promise<Handled> {
    try {
      const reason = await this.make(fact, customer);
      if (reason) this.alert(fact.payload, reason);
      return 'nothing';
    } catch (error) {
      if (error instanceof Contention) return 'locked';
      throw error;
    }
  }

  private make({ payload, traceparent }: Authorizing, customer: IdentifiedCustomer | null) {
    const { agreements, clock } = this.ports;
    const { authClientId, referenceAgreementId } = payload.authorization;
    const binding = { authClientId, referenceAgreementId };
    const now = clock.now();
    return agreements.change(now, async (records): Promise<NotMade | undefined> => {
      const existing = await records.lockAgreement(binding);
      if (existing) return judge(existing, payload.customerId);
      const refusal = customerRefusal(customer);
      if (refusal || !customer) return refusal;
      const { agreement, pair } = newAgreement(
        this.mint,
        {
          ...binding,
          authClientName: payload.merchantName,
          referenceMerchantId: payload.referenceMerchantId,
          customerId: payload.customerId,
          userLoginId: maskedLoginId(customer.mobileNumber),
          scopes: ['AGREEMENT_PAY'],
          origin: 'PAYMENT',
        },
        now,
      );
      if (!(await records.insert(agreement))) throw new Error('another agreement of the binding was made meanwhile');
      await records.insertTokens(this.mint.vault.toStore(pair, agreement));
      milestone('auth.agreement.inserted');
      await this.tell(records, agreement, pair, traceparent);
      countMade(agreement);
      return undefined;
    });
  }

  private tell(
    records: AgreementRecords,
    agreement: StoredAgreement,
    pair: TokenPair,
    traceparent: string,
  ): Promise<void> {
    const { authClientId, referenceAgreementId, referenceMerchantId, customerId, userLoginId, scopes } = agreement;
    const id = { authClientId, referenceAgreementId, factId: newId() };
    return records.tell(
      {
        fact: 'TokenCreated',
        ...id,
        ...(referenceMerchantId !== null && { referenceMerchantId }),
        customerId,
        userLoginId,
        scopes: [...scopes],
        sealedTokens: this.mint.vault.pairForFact(pair, id),
        accessTokenExpiresAt: agreement.accessTokenExpiresAt.toISOString(),
        refreshTokenExpiresAt: agreement.refreshTokenExpiresAt.toISOString(),
      },
      traceparent,
    );
  }

  private alert({ paymentRequestId, authorization }: Authorizing['payload'], reason: NotMade): void {
    notMade.inc({ reason });
    const { authClientId, referenceAgreementId } = authorization;
    this.ports.logger.error(
      { paymentRequestId, authClientId, referenceAgreementId, reason },
      'a payment with authorization made no agreement',
    );
  }
}

const isAuthorizing = (message: Command<PaymentFact>): message is Authorizing =>
  message.payload.fact === 'PaymentSettled' && message.payload.authorization !== undefined;

function judge(existing: StoredAgreement, customerId: CustomerId): NotMade | undefined {
  if (existing.customerId !== customerId) return 'other-customer';
  return existing.status === 'ACTIVE' ? undefined : 'cancelled';
}
