import {
  answerPlace,
  checkOtp,
  keyedHash,
  seal,
  unseal,
  type Answer,
  type Sealed,
  type SealKeys,
} from '@wallet/contracts';
import { openResult, type OpenAnswer } from './open-answer';

/** Names a code's subject and the command that carries it. */
export interface OtpPlace {
  /** As `otpSubjectId` says. */
  readonly subjectId: string;
  readonly correlationId: string;
}

/** How secrets cross Kafka: a token or an authCode goes in as its keyed hash, an OTP sealed; what comes back is sealed. */
export class Secrets {
  constructor(
    private readonly tokenHashKey: Buffer,
    private readonly sealKeys: SealKeys,
  ) {}

  /** Of a token, a code, or all that was signed of a call that holds one. */
  hash(secret: string | Buffer): string {
    return keyedHash(secret, this.tokenHashKey);
  }

  /** Undefined: what was typed is no code. That goes on to otp too, because only the owner of a subject answers for it. */
  sealOtpCode(otpCode: string | undefined, { subjectId, correlationId }: OtpPlace): Sealed {
    const place = { topic: checkOtp.name, type: checkOtp.type, key: subjectId, correlationId };
    return seal(otpCode ?? 'no code', place, this.sealKeys);
  }

  /** Throws when a seal is of another answer or its key is missing. */
  open(answer: Answer, correlationId: string): OpenAnswer {
    if (answer.outcome !== 'done') return answer;
    const unsealed = (sealed: Sealed) => unseal(sealed, answerPlace(correlationId), this.sealKeys);
    return { outcome: 'done', result: openResult(answer.result, unsealed) };
  }
}
