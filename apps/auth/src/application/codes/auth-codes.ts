import { keyedHash, seal, type Sealed, type SealKeys, type SealPlace } from '@wallet/contracts';
import { deriveAuthCode, deriveVerifyRequestId, type CodeSource } from '../../domain/auth-code';

/** The authCodes of preparations. Nothing but their keyed hash is kept, and outside of this class they are sealed. */
export class AuthCodes {
  constructor(
    private readonly source: CodeSource,
    private readonly sealKeys: SealKeys,
  ) {}

  hash(preparationId: string, number: number): string {
    return keyedHash(this.code(preparationId, number), this.source.key);
  }

  sealed(preparationId: string, number: number, place: SealPlace): Sealed {
    return seal(this.code(preparationId, number), place, this.sealKeys);
  }

  /** The id of the code's OTP: the same for ever, so that a repeat can be answered without otp. */
  verifyRequestId(preparationId: string, number: number): string {
    return deriveVerifyRequestId(this.source, preparationId, number);
  }

  private code(preparationId: string, number: number): string {
    return deriveAuthCode(this.source, preparationId, number);
  }
}
