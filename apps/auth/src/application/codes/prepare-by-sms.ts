import {
  answerPlace,
  forward,
  isExpired,
  sendOtp,
  type Answer,
  type Command,
  type CustomerLookup,
  type Forward,
  type Handled,
  type PrepareAuthorizationCommand,
} from '@wallet/contracts';
import { refused, type Clock, type Refusal, type CustomerId } from '@wallet/kernel';
import { codeToPrepare, type CodeState } from '../../domain/code-state';
import type { AuthCodes } from './auth-codes';
import type { IdentifyCustomers } from '../customers/identify-customers';
import type { Decided, Preparations, SmsPreparation } from '../ports/preparations';
import { parametersHash, smsDraft } from './preparation-draft';

export interface SmsParts {
  readonly customers: Pick<IdentifyCustomers, 'execute'>;
  readonly preparations: Preparations;
  readonly codes: AuthCodes;
  readonly clock: Clock;
  readonly codeLifeMs: number;
  /** An exact repeat of applyToken is answered so long after the code's end: its OTP is known until then. */
  readonly graceMs: number;
}

interface Chosen {
  readonly preparation: SmsPreparation;
  readonly code: CodeState;
}

/** One code as long as it lives; once it is used, its answer for ever, whatever has become of the customer. */
export class PrepareBySms {
  constructor(private readonly parts: SmsParts) {}

  /** Throws DependencyFault. */
  async execute(command: Command<PrepareAuthorizationCommand>, lookup: CustomerLookup): Promise<Handled> {
    const { customers, clock } = this.parts;
    const [customer] = await customers.execute([lookup]);
    if (customer?.status !== 'ACTIVE') {
      return this.withoutCustomer(command, customer ? 'CustomerNotActive' : 'CustomerNotFound');
    }
    const now = clock.now();
    if (isExpired(command, now)) return 'expired';
    const chosen = await this.choose(command.payload, customer.customerId, now);
    if (!chosen) return refused('RepeatInconsistent');
    return chosen.code.status === 'USED' ? this.prepared(command, chosen) : this.forward(command, chosen, customer);
  }

  /** Undefined: the binding was prepared otherwise, or for somebody else who had this number then. */
  private choose(command: PrepareAuthorizationCommand, customerId: CustomerId, now: Date): Promise<Chosen | undefined> {
    const { preparations, codes, codeLifeMs } = this.parts;
    const draft = smsDraft(command, customerId);
    return preparations.prepare(draft, now, (stored): Decided<Chosen | undefined> => {
      if (stored.flow !== 'SMS' || stored.parametersHash !== draft.parametersHash) return { result: undefined };
      const code = codeToPrepare(stored.code, now, codeLifeMs);
      if (code.status !== 'USED' && stored.customerId !== customerId) return { result: undefined };
      const hash = codes.hash(stored.preparationId, code.number);
      return {
        result: { preparation: stored, code },
        change: code === stored.code ? undefined : { code: { ...code, hash } },
      };
    });
  }

  /** Nothing is stored; but what was done once is not denied later. */
  private async withoutCustomer(command: Command<PrepareAuthorizationCommand>, refusal: Refusal): Promise<Answer> {
    const { payload } = command;
    const stored = await this.parts.preparations.find(payload);
    if (stored?.flow === 'SMS' && stored.parametersHash === parametersHash(payload) && stored.code?.status === 'USED') {
      return this.prepared(command, { preparation: stored, code: stored.code });
    }
    return refused(refusal);
  }

  private prepared({ correlationId }: Command<unknown>, { preparation, code }: Chosen): Answer {
    const { codes } = this.parts;
    const verifyRequestId = codes.verifyRequestId(preparation.preparationId, code.number);
    const sealedAuthCode = codes.sealed(preparation.preparationId, code.number, answerPlace(correlationId));
    return { outcome: 'done', result: { kind: 'prepared', verifyRequestId, sealedAuthCode } };
  }

  private forward(
    { correlationId }: Command<unknown>,
    { preparation, code }: Chosen,
    { customerId, mobileNumber }: { customerId: CustomerId; mobileNumber: string },
  ): Forward {
    const { codes, graceMs } = this.parts;
    const { preparationId, authClientId, referenceAgreementId, authClientName } = preparation;
    return forward(sendOtp, {
      subject: 'auth-code',
      authCodeHash: codes.hash(preparationId, code.number),
      purpose: 'first',
      proposedVerifyRequestId: codes.verifyRequestId(preparationId, code.number),
      bound: { authClientId, referenceAgreementId, customerId },
      authClientName,
      sealedAuthCode: codes.sealed(preparationId, code.number, answerPlace(correlationId)),
      mobileNumber,
      expiresAt: new Date(code.expiresAt.getTime() + graceMs).toISOString(),
    });
  }
}
