import { randomUUID } from 'node:crypto';
import { agreementFactPlace, bindingKey, seal, type AgreementFact, type SealKeys } from '@wallet/contracts';

const authClientId = '218823863726123456789';
const referenceMerchantId = '218823863726123456789';

export const tokens = {
  accessToken: '28160003AB2F588D14B4323863726123456789AB',
  refreshToken: '28160003F62CBC577F468AAC123456789ABCDEF0',
};
export const authCode = '28160013AB2F588D14B43231234567ab';

export const subjectOf = (referenceAgreementId: string) => bindingKey({ authClientId, referenceAgreementId });

/** The facts of one agreement, as auth tells them. */
export class AgreementFacts {
  constructor(
    private readonly referenceAgreementId: string,
    private readonly keys: SealKeys,
  ) {}

  authCodeCreated(): AgreementFact {
    const common = this.common();
    return {
      ...common,
      fact: 'AuthCodeCreated',
      authState: '663A8FA9-D836-48EE-8AA1-1FE682989DC7',
      sealedAuthCode: seal(authCode, agreementFactPlace(common), this.keys),
    };
  }

  tokenCreated(): AgreementFact {
    const common = this.common();
    return {
      ...common,
      fact: 'TokenCreated',
      customerId: '2160000000000001',
      userLoginId: '852-***2345',
      scopes: ['AGREEMENT_PAY'],
      sealedTokens: seal(JSON.stringify(tokens), agreementFactPlace(common), this.keys),
      accessTokenExpiresAt: '2026-05-21T06:00:00.000Z',
      refreshTokenExpiresAt: '2026-11-22T06:00:00.000Z',
    };
  }

  tokenCancelled(): AgreementFact {
    const common = this.common();
    return {
      ...common,
      fact: 'TokenCancelled',
      customerId: '2160000000000001',
      sealedAccessToken: seal(tokens.accessToken, agreementFactPlace(common), this.keys),
    };
  }

  private common() {
    return { factId: randomUUID(), authClientId, referenceAgreementId: this.referenceAgreementId, referenceMerchantId };
  }
}
