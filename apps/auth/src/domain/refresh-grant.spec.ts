import { agreementOf, at, graceMs, tokenOf } from '../../test/sample-agreement';
import { resolveAccessToken } from './access-token';
import type { Agreement } from './agreement';
import { decideRefresh } from './refresh-grant';
import type { TokenKind } from './token';

const used: Partial<Agreement> = { generationUsedAt: at(1) };
const call = { authClientId: 'client', isDuplicate: false };
const ended: Partial<Agreement> = { status: 'CANCELLED' };
const refuse = (refusal: string, ends = {}) => ({ decision: 'refuse', refusal, ...ends });
const reused = refuse('RefreshTokenUsed', { revoke: 'REFRESH_REUSED' });

describe('a refresh token', () => {
  it.each<[string, TokenKind, number, Partial<Agreement>, number, object]>([
    ['live', 'REFRESH', 2, {}, 1, { decision: 'rotate' }],
    ['live and used', 'REFRESH', 2, used, 2, { decision: 'rotate' }],
    ['live just before its end', 'REFRESH', 2, {}, 19_999.999, { decision: 'rotate' }],
    ['live at its end', 'REFRESH', 2, {}, 20_000, refuse('RefreshTokenExpired')],
    ['replaced, within the grace', 'REFRESH', 1, {}, 599.999, { decision: 'repeat' }],
    ['replaced, after the grace', 'REFRESH', 1, {}, 600, reused],
    ['replaced, its successor used', 'REFRESH', 1, used, 2, reused],
    ['replaced twice', 'REFRESH', 1, { generation: 3 }, 1, reused],
    ['live, of an ended agreement', 'REFRESH', 2, ended, 1, refuse('RefreshTokenInvalid')],
    ['replaced, of an ended agreement', 'REFRESH', 1, ended, 1, refuse('RefreshTokenUsed')],
    ['in truth an access token', 'ACCESS', 2, {}, 1, refuse('RefreshTokenInvalid')],
  ])('%s: %s of generation %i', (_name, ...[kind, generation, over, seconds, expected]) => {
    const agreement = agreementOf(over);
    const found = { token: tokenOf(agreement, kind, generation), agreement };
    expect(decideRefresh(found, call, { now: at(seconds), graceMs })).toEqual(expected);
  });

  it.each<[string, number, Partial<Agreement>, number, object]>([
    ['within the grace', 1, {}, 599.999, { decision: 'repeat' }],
    ['after the grace', 1, {}, 600, refuse('RefreshTokenUsed')],
    ['its successor used', 1, used, 2, refuse('RefreshTokenUsed')],
    ['replaced twice', 1, { generation: 3 }, 1, refuse('RefreshTokenUsed')],
    ['of an ended agreement', 1, ended, 1, refuse('RefreshTokenUsed')],
  ])('that comes again by the very same call, %s, ends nothing', (_name, ...[generation, over, seconds, expected]) => {
    const agreement = agreementOf(over);
    const found = { token: tokenOf(agreement, 'REFRESH', generation), agreement };
    expect(decideRefresh(found, { ...call, isDuplicate: true }, { now: at(seconds), graceMs })).toEqual(expected);
  });

  it.each([[2, {}] as const, [1, {}] as const, [2, ended] as const])(
    'of generation %i from another client ends the family, and is refused again',
    (generation, over) => {
      const agreement = agreementOf(over);
      const found = { token: tokenOf(agreement, 'REFRESH', generation), agreement };
      expect(decideRefresh(found, { ...call, authClientId: 'thief' }, { now: at(1), graceMs })).toEqual(
        refuse('AuthClientInvalid', { revoke: 'OTHER_CLIENT' }),
      );
    },
  );
});

/** A family that lives by the decisions alone. */
class Family {
  agreement = agreementOf({ generation: 1, generationUsedAt: at(0) });

  refresh(generation: number, seconds: number): string {
    const found = { token: tokenOf(this.agreement, 'REFRESH', generation), agreement: this.agreement };
    const decided = decideRefresh(found, call, { now: at(seconds), graceMs });
    if (decided.decision === 'refuse') {
      if (decided.revoke) this.agreement = { ...this.agreement, status: 'CANCELLED' };
      return decided.refusal;
    }
    if (decided.decision === 'rotate') {
      const next = { generation: generation + 1, generationMadeAt: at(seconds), generationUsedAt: null };
      this.agreement = { ...this.agreement, ...next };
    }
    return `tokens ${this.agreement.generation}`;
  }

  pay(generation: number, seconds: number): string {
    const found = { token: tokenOf(this.agreement, 'ACCESS', generation), agreement: this.agreement };
    const resolution = resolveAccessToken(found, { now: at(seconds), graceMs }, 'AGREEMENT_PAY');
    if (resolution.token === 'refused') return resolution.refusal;
    if (resolution.firstUse) this.agreement = { ...this.agreement, generationUsedAt: at(seconds) };
    return 'paid';
  }
}

type Step = ['refresh' | 'pay', generation: number, seconds: number, outcome: string];

describe('a timeline', () => {
  it.each<[string, Step[]]>([
    [
      'normal: each refresh replaces the one before',
      [
        ['pay', 1, 1, 'paid'],
        ['refresh', 1, 10, 'tokens 2'],
        ['pay', 1, 11, 'paid'],
        ['pay', 2, 12, 'paid'],
        ['pay', 1, 13, 'TokenInvalid'],
        ['refresh', 2, 20, 'tokens 3'],
        ['pay', 3, 21, 'paid'],
      ],
    ],
    [
      'the answer is lost and the call repeated: the same tokens',
      [
        ['refresh', 1, 10, 'tokens 2'],
        ['refresh', 1, 15, 'tokens 2'],
        ['refresh', 1, 20, 'tokens 2'],
        ['pay', 2, 21, 'paid'],
        ['refresh', 2, 30, 'tokens 3'],
      ],
    ],
    [
      'thief first: the owner comes second, and nobody has a token that works',
      [
        ['refresh', 1, 10, 'tokens 2'],
        ['pay', 2, 11, 'paid'],
        ['refresh', 1, 20, 'RefreshTokenUsed'],
        ['pay', 2, 21, 'TokenInvalid'],
        ['refresh', 2, 22, 'RefreshTokenInvalid'],
        ['refresh', 1, 23, 'RefreshTokenUsed'],
      ],
    ],
    [
      'thief first, and waits: the owner comes after the grace',
      [
        ['refresh', 1, 10, 'tokens 2'],
        ['refresh', 1, 610, 'RefreshTokenUsed'],
        ['pay', 2, 611, 'TokenInvalid'],
      ],
    ],
    [
      'thief second: the owner has used the new tokens',
      [
        ['refresh', 1, 10, 'tokens 2'],
        ['pay', 2, 11, 'paid'],
        ['refresh', 2, 12, 'tokens 3'],
        ['refresh', 1, 13, 'RefreshTokenUsed'],
        ['pay', 3, 14, 'TokenInvalid'],
        ['refresh', 3, 15, 'RefreshTokenInvalid'],
      ],
    ],
  ])('%s', (_name, steps) => {
    const family = new Family();
    const outcomes = steps.map(([what, generation, seconds]) => family[what](generation, seconds));
    expect(outcomes).toEqual(steps.map(([, , , outcome]) => outcome));
  });
});
