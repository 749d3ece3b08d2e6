import { prepareAuthorization, type PrepareAuthorizationCommand } from '@wallet/contracts';
import { parametersHash, redirectDraft, smsDraft } from './preparation-draft';

const customer = { by: 'loginId', loginId: '852-52412345', loginIdType: 'MOBILE' } as const;
const withoutMerchant: PrepareAuthorizationCommand = {
  authClientId: 'client-1',
  referenceAgreementId: 'agreement-1',
  authClientName: 'A shop',
  authRedirectUrl: 'https://shop.example/back?order=1',
  authState: 'state-1',
  scopes: ['USER_LOGIN_ID', 'AGREEMENT_PAY'],
  flow: { kind: 'sms', customer },
};
const command: PrepareAuthorizationCommand = { ...withoutMerchant, referenceMerchantId: 'M-1' };

describe('the key parameters of a prepare', () => {
  it.each<[string, PrepareAuthorizationCommand]>([
    ['another order of scopes', { ...command, scopes: ['AGREEMENT_PAY', 'USER_LOGIN_ID'] }],
    ['a scope twice', { ...command, scopes: ['AGREEMENT_PAY', ...command.scopes] }],
    ['another state', { ...command, authState: 'state-2' }],
    ['a display name', { ...command, authClientDisplayName: 'The shop' }],
    [
      'another order of fields',
      {
        ...command,
        flow: { kind: 'sms', customer: { loginIdType: 'MOBILE', loginId: '852-52412345', by: 'loginId' } },
      },
    ],
  ])('are the same with %s', (_name, other) => {
    expect(prepareAuthorization.schema.safeParse(other).success).toBe(true);
    expect(parametersHash(other)).toBe(parametersHash(command));
  });

  it.each<[string, PrepareAuthorizationCommand]>([
    ['name', { ...command, authClientName: 'A shop ' }],
    ['merchant', { ...command, referenceMerchantId: 'M-2' }],
    ['missing merchant', withoutMerchant],
    ['address', { ...command, authRedirectUrl: 'https://shop.example/back?order=2' }],
    ['scopes', { ...command, scopes: ['AGREEMENT_PAY'] }],
    ['number', { ...command, flow: { kind: 'sms', customer: { ...customer, loginId: '852-61234567' } } }],
    ['flow', { ...command, flow: { kind: 'redirect' } }],
  ])('are others with another %s', (_name, other) => {
    expect(parametersHash(other)).not.toBe(parametersHash(command));
    expect(parametersHash(other)).toMatch(/^[0-9a-f]{64}$/);
  });
});

it('drafts what a user reads by the display name, and the consent page under an id that nobody guesses', () => {
  const expiresAt = new Date('2026-11-22T10:15:00Z');
  const drafts = [1, 2].map(() => redirectDraft({ ...command, authClientDisplayName: 'The shop' }, expiresAt));
  for (const draft of drafts) expect(draft.consentId).toMatch(/^[0-9A-Za-z]{22}$/);
  expect(drafts[0]?.consentId).not.toBe(drafts[1]?.consentId);
  expect(drafts[0]).toMatchObject({ authClientName: 'The shop', consent: { state: 'OPEN', expiresAt } });
  expect(smsDraft(command, 'C-1')).toMatchObject({ authClientName: 'A shop', customerId: 'C-1' });
});
