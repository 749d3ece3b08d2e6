import { authCodeForm, noticeFaults, tokenForm } from '@wallet/alipayplus';
import { agreementFactPlace, seal, type AgreementFact } from '@wallet/contracts';
import { DependencyFault } from '@wallet/service';
import { AgreementFacts, authCode, tokens } from '../../test/agreement-facts';
import { newSealKeys } from '../../test/seal-keys';
import { authNotice } from './auth-notice';

const keys = newSealKeys();
const facts = new AgreementFacts('667d730b56123456789', keys);
const common = {
  authClientId: '218823863726123456789',
  referenceMerchantId: '218823863726123456789',
  referenceAgreementId: '667d730b56123456789',
};
/** With its keys in order: as on the wire. */
const textOf = (fact: AgreementFact, utcOffset = '+08:00') => JSON.stringify(authNotice(fact, keys, utcOffset));

it('tells of tokens in the shape of the guide', () => {
  expect(textOf(facts.tokenCreated())).toBe(
    JSON.stringify({
      authorizationNotifyType: 'TOKEN_CREATED',
      ...common,
      accessToken: tokens.accessToken,
      accessTokenExpiryTime: '2026-05-21T14:00:00+08:00',
      refreshToken: tokens.refreshToken,
      refreshTokenExpiryTime: '2026-11-22T14:00:00+08:00',
      scopes: ['AGREEMENT_PAY'],
      customerId: '2160000000000001',
      userLoginId: '852-***2345',
    }),
  );
});

it('tells of a cancelled agreement by its access token', () => {
  const { accessToken } = tokens;
  const expected = {
    authorizationNotifyType: 'TOKEN_CANCELED',
    ...common,
    accessToken,
    customerId: '2160000000000001',
  };
  expect(textOf(facts.tokenCancelled())).toBe(JSON.stringify(expected));
});

it('tells of a code with the state of its redirect', () => {
  const authState = '663A8FA9-D836-48EE-8AA1-1FE682989DC7';
  const expected = { authorizationNotifyType: 'AUTHCODE_CREATED', ...common, authCode, authState };
  expect(textOf(facts.authCodeCreated())).toBe(JSON.stringify(expected));
});

it('leaves out the merchant that is not known', () => {
  const fact = { ...facts.tokenCancelled(), referenceMerchantId: undefined } as unknown as AgreementFact;
  expect(Object.keys(authNotice(fact, keys, '+08:00'))).not.toContain('referenceMerchantId');
});

it.each([facts.tokenCreated(), facts.tokenCancelled(), facts.authCodeCreated()])('fits the wire: %#', (fact) => {
  const text = textOf(fact, '-03:30');
  expect(noticeFaults('authNotify', JSON.parse(text))).toEqual([]);
});

it('has samples of the form that tokens and codes have', () => {
  expect(Object.values(tokens).every((token) => tokenForm.test(token))).toBe(true);
  expect(authCodeForm.test(authCode)).toBe(true);
});

it('waits for a seal key that is not there yet', () => {
  const newer = newSealKeys(2);
  const fact = new AgreementFacts('667d730b56123456789', newer).tokenCancelled();
  const onTheirWay = {
    current: '1',
    key: (version: string) => {
      throw new DependencyFault('seal keys', `version ${version} is missing`);
    },
  };
  expect(() => authNotice(fact, onTheirWay, '+08:00')).toThrow(DependencyFault);
});

it('opens nothing that was sealed for another fact', () => {
  const [fact, other] = [facts.tokenCreated(), facts.tokenCreated()];
  const sealedTokens = seal(JSON.stringify(tokens), agreementFactPlace(other), keys);
  const attempt = () => authNotice({ ...fact, sealedTokens } as AgreementFact, keys, '+08:00');
  expect(attempt).toThrow();
  expect(attempt).not.toThrow(DependencyFault);
});
