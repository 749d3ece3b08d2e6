import { Agreements } from './agreements';
import type { Exchange, JsonObject } from '../wire/exchange';

const authClientId = 'client-1';
const binding = { authClientId, referenceAgreementId: 'r-1' };
const pair = (n: number): JsonObject => ({ accessToken: `access-${n}`, refreshToken: `refresh-${n}` });
const success = { resultStatus: 'S', resultCode: 'SUCCESS' };

const exchange = (api: Exchange['api'], request: JsonObject, answer: JsonObject = {}): Exchange => ({
  api,
  uri: `/${api}`,
  startedAt: '2026-01-01T00:00:00.000Z',
  answeredAt: '2026-01-01T00:00:00.001Z',
  durationMs: 1,
  ownDelayMs: 0,
  request,
  answer: { result: success, ...answer },
  signature: 'valid',
});
const notice = (authorizationNotifyType: string, body: JsonObject = {}) => ({
  at: '2026-01-01T00:00:01.000Z',
  body: { authorizationNotifyType, ...binding, ...body },
  signature: 'valid' as const,
  to: '127.0.0.1:1/authNotify',
  answered: 'S',
});

/** Prepared by SMS, with the code `code-1`. */
function prepared(): Agreements {
  const agreements = new Agreements();
  agreements.expect('prepare', binding);
  agreements.bookExchange(exchange('prepare', binding, { authCode: 'code-1' }));
  return agreements;
}

const applied = (n: number, authCode = 'code-1') => exchange('applyToken', { authClientId, authCode }, pair(n));
const refreshed = (by: number, n: number) =>
  exchange('applyToken', { authClientId, refreshToken: `refresh-${by}` }, pair(n));

describe("Alipay+'s table of agreements", () => {
  it('follows tokens from the code over refreshes to their end', () => {
    const agreements = prepared();
    expect(agreements.agreement('r-1')).toMatchObject({ ...binding, status: 'REQUESTED' });
    for (const each of [applied(1), applied(1), refreshed(1, 2), refreshed(1, 2), refreshed(2, 3), applied(1)])
      agreements.bookExchange(each);
    expect(agreements.agreement('r-1')).toMatchObject({ status: 'ACTIVE', ...pair(3) });
    agreements.bookExchange(exchange('cancelToken', { accessToken: 'access-1' }));
    expect(agreements.agreement('r-1')).toMatchObject({ status: 'ENDED', ...pair(3) });
    agreements.bookExchange(refreshed(3, 4));
    expect(agreements.agreement('r-1').status).toBe('ENDED');
    expect(agreements.contradictions()).toEqual([]);
  });

  it('finds a second pair of tokens for one code', () => {
    const agreements = prepared();
    agreements.bookExchange(applied(1));
    agreements.bookExchange(applied(2));
    expect(agreements.contradictions()).toEqual(['agreement r-1: two token pairs without a refresh']);
  });

  it('finds tokens in a notice that differ from those of applyToken', () => {
    const agreements = prepared();
    agreements.bookExchange(applied(1));
    agreements.bookNotice(notice('TOKEN_CREATED', pair(2)));
    expect(agreements.contradictions()).toEqual(['agreement r-1: two token pairs without a refresh']);
  });

  it('finds two successors of one refresh token', () => {
    const agreements = prepared();
    for (const each of [applied(1), refreshed(1, 2), refreshed(1, 3)]) agreements.bookExchange(each);
    expect(agreements.contradictions()).toEqual(['agreement r-1: two token pairs for one refresh token']);
  });

  it('finds a repeated notice with another body, forged ones aside', () => {
    const agreements = prepared();
    const created = notice('TOKEN_CREATED', pair(1));
    agreements.bookNotice(
      { ...created, body: { ...created.body, accessToken: 'x' }, signature: 'invalid' },
      'INVALID_SIGNATURE',
    );
    agreements.bookNotice({ ...created, answered: 'U' });
    agreements.bookNotice(created);
    expect(agreements.contradictions()).toEqual([]);
    agreements.bookNotice({ ...created, body: { ...created.body, customerId: 'c-1' } });
    expect(agreements.contradictions()).toEqual(['agreement r-1: a repeated TOKEN_CREATED has another body']);
  });

  it('learns a code from AUTHCODE_CREATED', () => {
    const agreements = prepared();
    agreements.bookNotice(notice('AUTHCODE_CREATED', { authCode: 'code-2', authState: 's' }));
    agreements.bookExchange(applied(1, 'code-2'));
    expect(agreements.agreement('r-1')).toMatchObject({ status: 'ACTIVE', ...pair(1) });
  });

  it('keeps the bindings of two auth clients apart that use the same id', () => {
    const agreements = prepared();
    const other = { ...binding, authClientId: 'client-2' };
    expect(agreements.isRequested(other)).toBe(false);
    agreements.expect('pay', { authorizationInfo: other });
    agreements.bookExchange(applied(1));
    agreements.bookNotice(notice('TOKEN_CREATED', { ...other, ...pair(2) }));
    expect(agreements.agreement('r-1', 'client-1')).toMatchObject(pair(1));
    expect(agreements.agreement('r-1', 'client-2')).toMatchObject(pair(2));
    expect(agreements.contradictions()).toEqual([]);
  });

  it('believes no answer that is refused, unknown or not signed by the wallet', () => {
    const agreements = prepared();
    agreements.bookExchange({ ...applied(1), signature: 'invalid' });
    for (const resultStatus of ['U', 'F'])
      agreements.bookExchange(
        exchange('applyToken', { authCode: 'code-1' }, { result: { ...success, resultStatus }, ...pair(1) }),
      );
    expect(agreements.agreement('r-1').status).toBe('REQUESTED');
  });
});
