import { FakeEndpoint } from '../../test/run-cli';
import { CompareAgreements } from './compare-agreements';

const binding = { authClientId: 'c', referenceAgreementId: 'a-1' };
const subject = JSON.stringify(['c', 'a-1']);

/** Each look finds the next list of notices, `KIND STATE`; the last one stays. */
function compare(fact: string, looks: readonly (readonly string[])[]) {
  let look = 0;
  const auth = new FakeEndpoint(() => ({ agreements: [{ agreementId: '1', ...binding, fact }] }));
  const notifier = new FakeEndpoint((_path, body) => {
    expect(body).toEqual({ subjects: [subject] });
    const notices = looks[Math.min(look++, looks.length - 1)] ?? [];
    const states = notices.map((text) => text.split(' ')).map(([kind, state]) => ({ subject, kind, state }));
    return { states: [...states, { subject, kind: 'AUTHCODE_CREATED', state: 'DEAD' }] };
  });
  const since = '2026-11-01T00:00:00.000Z';
  return new CompareAgreements({ auth, notifier }, { looks: 2, pauseMs: 0 }).execute(since, () => undefined);
}

describe('the notices of agreements', () => {
  it.each([
    ['TokenCreated', ['TOKEN_CREATED ACKED']],
    ['TokenCreated', ['TOKEN_CREATED DEAD']],
    ['TokenCancelled', ['TOKEN_CANCELED RETRYING']],
    ['TokenCancelled', ['TOKEN_CREATED SUPERSEDED', 'TOKEN_CANCELED ACKED']],
    ['TokenCancelled', ['TOKEN_CREATED ACKED', 'TOKEN_CANCELED ACKED']],
  ])('are right of one with %s: %j', async (fact, notices) => {
    expect(await compare(fact, [notices])).toMatchObject({ id: 'I7', status: 'ok' });
  });

  it.each([
    ['TokenCreated', []],
    ['TokenCreated', ['TOKEN_CREATED SUPERSEDED']],
    ['TokenCreated', ['TOKEN_CREATED ACKED', 'TOKEN_CREATED ACKED']],
    ['TokenCreated', ['TOKEN_CREATED ACKED', 'TOKEN_CANCELED ACKED']],
    ['TokenCancelled', []],
    ['TokenCancelled', ['TOKEN_CREATED ACKED']],
    ['TokenCancelled', ['TOKEN_CREATED RETRYING', 'TOKEN_CANCELED ACKED']],
  ])('are wrong of one with %s: %j', async (fact, notices) => {
    expect(await compare(fact, [notices])).toMatchObject({
      id: 'I7',
      status: 'broken',
      detail: '1 agreement',
      rows: [{ agreementId: '1', ...binding, fact, notices: notices.join() || 'none' }],
    });
  });

  it('may be on their way: what is missing is looked for again', async () => {
    expect(await compare('TokenCreated', [[], [], ['TOKEN_CREATED RETRYING']])).toMatchObject({ status: 'ok' });
  });
});
