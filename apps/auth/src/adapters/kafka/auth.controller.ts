import { Controller, Inject } from '@nestjs/common';
import * as topics from '@wallet/contracts';
import type { Command, Handled } from '@wallet/contracts';
import { Consume } from '@wallet/messaging';
import type { ConsultAgreement } from '../../application/agreements/consult-agreement';
import type { ListAgreements } from '../../application/agreements/list-agreements';
import type { MakeAgreements } from '../../application/agreements/make-agreements';
import type { RevokeAgreement } from '../../application/agreements/revoke-agreement';
import type { DecideConsent } from '../../application/codes/decide-consent';
import type { PrepareAuthorization } from '../../application/codes/prepare-authorization';
import type { ShowConsent } from '../../application/codes/show-consent';
import type { CancelToken } from '../../application/tokens/cancel-token';
import type { ChallengeCustomer } from '../../application/tokens/challenge-customer';
import type { EvaluateCustomers } from '../../application/tokens/evaluate-customers';
import type { IdentifyOrderPayers } from '../../application/tokens/identify-order-payers';
import type { IssueTokens } from '../../application/tokens/issue-tokens';
import type { ResolveTokenPayers } from '../../application/tokens/resolve-token-payers';
import type { VerifyCustomer } from '../../application/tokens/verify-customer';

export interface AuthUseCases {
  readonly evaluateCustomers: EvaluateCustomers;
  readonly identifyOrderPayers: IdentifyOrderPayers;
  readonly resolveTokenPayers: ResolveTokenPayers;
  readonly prepareAuthorization: PrepareAuthorization;
  readonly showConsent: ShowConsent;
  readonly decideConsent: DecideConsent;
  readonly issueTokens: IssueTokens;
  readonly cancelToken: CancelToken;
  readonly challengeCustomer: ChallengeCustomer;
  readonly verifyCustomer: VerifyCustomer;
  readonly listAgreements: ListAgreements;
  readonly consultAgreement: ConsultAgreement;
  readonly revokeAgreement: RevokeAgreement;
  readonly makeAgreements: MakeAgreements;
}

export const USE_CASES = Symbol('the use cases that handle topics');

type Batch<Payload> = readonly Command<Payload>[];

/** Rare, and each a transaction of its own. */
const oneByOne = { maxBatch: 1, concurrency: 4 };

/** Every topic that auth handles, and by which use case. */
@Controller()
export class AuthController {
  constructor(@Inject(USE_CASES) private readonly use: AuthUseCases) {}

  @Consume(topics.evaluateCustomer)
  evaluate(batch: Batch<topics.EvaluateCustomer>): Promise<Handled[]> {
    return this.use.evaluateCustomers.execute(batch);
  }

  @Consume(topics.identifyPayer)
  order(batch: Batch<topics.IdentifyPayer>): Promise<Handled[]> {
    return this.use.identifyOrderPayers.execute(batch);
  }

  @Consume(topics.resolvePayer)
  payByToken(batch: Batch<topics.ResolvePayer>): Promise<Handled[]> {
    return this.use.resolveTokenPayers.execute(batch);
  }

  @Consume(topics.prepareAuthorization, oneByOne)
  prepare(batch: Batch<topics.PrepareAuthorization>): Promise<Handled[]> {
    return each(batch, (command) => this.use.prepareAuthorization.execute(command));
  }

  @Consume(topics.showConsent, oneByOne)
  showConsent(batch: Batch<topics.ShowConsent>): Promise<Handled[]> {
    return each(batch, (command) => this.use.showConsent.execute(command));
  }

  @Consume(topics.decideConsent, oneByOne)
  decideConsent(batch: Batch<topics.DecideConsent>): Promise<Handled[]> {
    return each(batch, (command) => this.use.decideConsent.execute(command));
  }

  @Consume(topics.issueTokens, oneByOne)
  issueTokens(batch: Batch<topics.IssueTokens>): Promise<Handled[]> {
    return each(batch, (command) => this.use.issueTokens.execute(command));
  }

  @Consume(topics.cancelToken, oneByOne)
  cancelToken(batch: Batch<topics.CancelToken>): Promise<Handled[]> {
    return each(batch, (command) => this.use.cancelToken.execute(command));
  }

  @Consume(topics.challengeCustomer, oneByOne)
  challenge(batch: Batch<topics.ChallengeCustomer>): Promise<Handled[]> {
    return each(batch, (command) => this.use.challengeCustomer.execute(command));
  }

  @Consume(topics.verifyCustomer, oneByOne)
  verify(batch: Batch<topics.VerifyCustomer>): Promise<Handled[]> {
    return each(batch, (command) => this.use.verifyCustomer.execute(command));
  }

  @Consume(topics.listAgreements, oneByOne)
  listAgreements(batch: Batch<topics.ListAgreements>): Promise<Handled[]> {
    return each(batch, (command) => this.use.listAgreements.execute(command));
  }

  @Consume(topics.consultAgreement, oneByOne)
  consult(batch: Batch<topics.UnbindAgreement>): Promise<Handled[]> {
    return each(batch, (command) => this.use.consultAgreement.execute(command));
  }

  @Consume(topics.revokeAgreement, oneByOne)
  revoke(batch: Batch<topics.UnbindAgreement>): Promise<Handled[]> {
    return each(batch, (command) => this.use.revokeAgreement.unbind(command));
  }

  @Consume(topics.paymentFacts)
  paid(batch: Batch<topics.PaymentFact>): Promise<Handled[]> {
    return this.use.makeAgreements.execute(batch);
  }
}

async function each<Payload>(
  batch: Batch<Payload>,
  handle: (command: Command<Payload>) => Promise<Handled>,
): Promise<Handled[]> {
  const handled: Handled[] = [];
  for (const command of batch) handled.push(await handle(command));
  return handled;
}
