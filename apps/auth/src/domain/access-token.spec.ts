import { agreementOf, at, graceMs, tokenOf } from '../../test/sample-agreement';
import { resolveAccessToken } from './access-token';
import type { Agreement } from './agreement';
import type { TokenKind } from './token';

const used: Partial<Agreement> = { generationUsedAt: at(1) };
const ended: Partial<Agreement> = { status: 'CANCELLED' };
const unpayable: Partial<Agreement> = { scopes: ['SEND_OTP'] };

describe('an access token', () => {
  it.each<[string, TokenKind, number, Partial<Agreement>, number, string]>([
    ['live and unused', 'ACCESS', 2, {}, 1, 'valid, first use'],
    ['live and used', 'ACCESS', 2, used, 2, 'valid'],
    ['live just before its end', 'ACCESS', 2, used, 9_999.999, 'valid'],
    ['live at its end', 'ACCESS', 2, used, 10_000, 'TokenExpired'],
    ['replaced, within the grace', 'ACCESS', 1, {}, 599.999, 'valid'],
    ['replaced, after the grace', 'ACCESS', 1, {}, 600, 'TokenInvalid'],
    ['replaced, its successor used', 'ACCESS', 1, used, 2, 'TokenInvalid'],
    ['replaced and past its end', 'ACCESS', 1, { accessTokenExpiresAt: at(5) }, 5, 'TokenInvalid'],
    ['replaced twice', 'ACCESS', 1, { generation: 3 }, 1, 'TokenInvalid'],
    ['of an ended agreement', 'ACCESS', 2, ended, 1, 'TokenInvalid'],
    ['expired, of an ended agreement', 'ACCESS', 2, ended, 10_000, 'TokenInvalid'],
    ['of an agreement about something else', 'ACCESS', 2, unpayable, 1, 'TokenInvalid'],
    ['in truth a refresh token', 'REFRESH', 2, {}, 1, 'TokenInvalid'],
  ])('%s: %s of generation %i', (_name, ...[kind, generation, over, seconds, expected]) => {
    const agreement = agreementOf(over);
    const found = { token: tokenOf(agreement, kind, generation), agreement };
    const resolution = resolveAccessToken(found, { now: at(seconds), graceMs }, 'AGREEMENT_PAY');
    const outcome =
      resolution.token === 'refused' ? resolution.refusal : `valid${resolution.firstUse ? ', first use' : ''}`;
    expect(outcome).toBe(expected);
  });

  it('is good for what its user agreed to, and must exist', () => {
    const agreement = agreementOf(unpayable);
    const moment = { now: at(1), graceMs };
    const found = { token: tokenOf(agreement, 'ACCESS', 2), agreement };
    expect(resolveAccessToken(found, moment, 'SEND_OTP').token).toBe('valid');
    expect(resolveAccessToken(undefined, moment, 'SEND_OTP')).toEqual({ token: 'refused', refusal: 'TokenInvalid' });
  });
});
