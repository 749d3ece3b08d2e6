import { formatDateTime, type AuthNotify } from '@wallet/alipayplus';
import {
  agreementFactPlace,
  tokenPairSchema,
  unseal,
  type AgreementFact,
  type Sealed,
  type SealKeys,
} from '@wallet/contracts';

type Told<Name extends AgreementFact['fact']> = Extract<AgreementFact, { fact: Name }>;

/** The authNotify of what became of an agreement. See docs/alipayplus.md#authnotify. Throws DependencyFault. */
export function authNotice(fact: AgreementFact, keys: SealKeys, utcOffset: string): AuthNotify {
  const open = (sealed: Sealed) => unseal(sealed, agreementFactPlace(fact), keys);
  switch (fact.fact) {
    case 'AuthCodeCreated':
      return {
        authorizationNotifyType: 'AUTHCODE_CREATED',
        ...agreementOf(fact),
        authCode: open(fact.sealedAuthCode),
        authState: fact.authState,
      };
    case 'TokenCreated':
      return tokenCreated(fact, open(fact.sealedTokens), utcOffset);
    case 'TokenCancelled':
      return {
        authorizationNotifyType: 'TOKEN_CANCELED',
        ...agreementOf(fact),
        accessToken: open(fact.sealedAccessToken),
        customerId: fact.customerId,
      };
  }
}

function tokenCreated(fact: Told<'TokenCreated'>, tokens: string, utcOffset: string): AuthNotify {
  const { accessToken, refreshToken } = tokenPairSchema.parse(JSON.parse(tokens));
  const time = (at: string) => formatDateTime(new Date(at), utcOffset);
  return {
    authorizationNotifyType: 'TOKEN_CREATED',
    ...agreementOf(fact),
    accessToken,
    accessTokenExpiryTime: time(fact.accessTokenExpiresAt),
    refreshToken,
    refreshTokenExpiryTime: time(fact.refreshTokenExpiresAt),
    scopes: fact.scopes,
    customerId: fact.customerId,
    userLoginId: fact.userLoginId,
  };
}

const agreementOf = ({ authClientId, referenceMerchantId, referenceAgreementId }: AgreementFact) => ({
  authClientId,
  ...(referenceMerchantId !== undefined && { referenceMerchantId }),
  referenceAgreementId,
});
