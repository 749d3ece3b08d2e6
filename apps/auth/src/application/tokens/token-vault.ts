import {
  agreementFactPlace,
  answerPlace,
  keyedHash,
  seal,
  tokenPairSchema,
  unseal,
  type AgreementFact,
  type Sealed,
  type SealKeys,
  type SealPlace,
  type TokenPair,
} from '@wallet/contracts';
import { DependencyFault } from '@wallet/service';
import type { Agreement } from '../../domain/agreement';
import type { CodeSource } from '../../domain/auth-code';
import { newToken, type Token } from '../../domain/token';
import type { StoredAgreement } from '../ports/agreements';

/** The generation of an agreement that tokens belong to. */
export type GenerationId = Pick<Agreement, 'agreementId' | 'generation'>;
type FactId = Pick<AgreementFact, 'authClientId' | 'referenceAgreementId' | 'factId'>;

const place = (type: 'AccessToken' | 'TokenPair', { agreementId, generation }: GenerationId): SealPlace => ({
  topic: 'auth.agreement',
  type,
  key: agreementId,
  correlationId: String(generation),
});

/**
 * Makes tokens and keeps the copies that are needed later, sealed; outside of this class no token is in plain. The seal
 * keys must keep every version for as long as an agreement lives. Opening throws DependencyFault when a key is missing or is
 * another one.
 */
export class TokenVault {
  constructor(
    private readonly source: CodeSource,
    private readonly sealKeys: SealKeys,
  ) {}

  make(): TokenPair {
    const { routingNumber } = this.source;
    return { accessToken: newToken(routingNumber), refreshToken: newToken(routingNumber) };
  }

  /** What is kept to look the pair up. */
  toStore(pair: TokenPair, agreement: StoredAgreement): Token[] {
    const { agreementId, generation, accessTokenExpiresAt, refreshTokenExpiresAt } = agreement;
    const tokenOf = (kind: Token['kind'], token: string, expiresAt: Date): Token => {
      return { hash: keyedHash(token, this.source.key), agreementId, kind, generation, expiresAt };
    };
    return [
      tokenOf('ACCESS', pair.accessToken, accessTokenExpiresAt),
      tokenOf('REFRESH', pair.refreshToken, refreshTokenExpiresAt),
    ];
  }

  /** The copy that cancelling and unbinding need. */
  sealAccessToken({ accessToken }: TokenPair, generation: GenerationId): Sealed {
    return seal(accessToken, place('AccessToken', generation), this.sealKeys);
  }

  /** The copy for an exact repeat. */
  sealAnswer(pair: TokenPair, generation: GenerationId): Sealed {
    return seal(JSON.stringify(pair), place('TokenPair', generation), this.sealKeys);
  }

  /** Undefined: the copy was erased, its time is over. */
  openAnswer(agreement: StoredAgreement): TokenPair | undefined {
    if (!agreement.sealedAnswer) return undefined;
    return tokenPairSchema.parse(JSON.parse(this.open(agreement.sealedAnswer, place('TokenPair', agreement))));
  }

  pairForAnswer(pair: TokenPair, correlationId: string): Sealed {
    return seal(JSON.stringify(pair), answerPlace(correlationId), this.sealKeys);
  }

  pairForFact(pair: TokenPair, fact: FactId): Sealed {
    return seal(JSON.stringify(pair), agreementFactPlace(fact), this.sealKeys);
  }

  accessTokenForAnswer(agreement: StoredAgreement, correlationId: string): Sealed {
    return seal(this.openAccessToken(agreement), answerPlace(correlationId), this.sealKeys);
  }

  accessTokenForFact(agreement: StoredAgreement, fact: FactId): Sealed {
    return seal(this.openAccessToken(agreement), agreementFactPlace(fact), this.sealKeys);
  }

  /** What auth has sealed itself does not open for want of its key only: no command that needs it is at fault. */
  private open(sealed: Sealed, of: SealPlace): string {
    try {
      return unseal(sealed, of, this.sealKeys);
    } catch (error) {
      throw new DependencyFault('seal keys', error);
    }
  }

  private openAccessToken(agreement: StoredAgreement): string {
    if (!agreement.sealedAccessToken) throw new Error(`agreement ${agreement.agreementId} keeps no access token`);
    return this.open(agreement.sealedAccessToken, place('AccessToken', agreement));
  }
}
