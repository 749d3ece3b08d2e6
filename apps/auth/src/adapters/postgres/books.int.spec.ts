import { proveBooks } from '@wallet/postgres';
import { agreementsFixture, type AgreementsFixture } from '../../../test/agreements-fixture';
import { bookChecks } from './book-checks';

it('no two checks have the same name', () => {
  const names = bookChecks.map(({ name }) => name);
  expect(new Set(names).size).toBe(names.length);
});

describe('the books of auth', () => {
  let auth: AgreementsFixture;
  let agreementId: unknown;
  beforeEach(async () => {
    auth = await agreementsFixture();
    const code = await auth.code();
    const { tokens } = await auth.redeem(code);
    await auth.refresh(tokens.refreshToken);
    await auth.redeem(await auth.code());
    agreementId = (await auth.agreement(code.referenceAgreementId))?.['id'];
  });
  afterEach(() => auth.stop());

  const broken = async () => {
    const checks = await proveBooks({ url: auth.database.urlFor('wallet_auth'), schema: 'auth' }, bookChecks);
    return checks.flatMap(({ name, status }) => (status === 'broken' ? name.split(' ').slice(0, 2).join(' ') : []));
  };

  it('are sound after what auth did', async () => {
    expect(await broken()).toEqual([]);
  });

  const tokens = 'auth.token where agreement_id = $1';
  it.each([
    ['two codes of one agreement', 'update auth.auth_code set agreement_id = $1', ['a code', 'an agreement']],
    ['a token without its pair', `delete from ${tokens} and kind = 'REFRESH' and generation = 1`, ['a code']],
    [
      'a token of no generation',
      `update auth.token set generation = 3 where agreement_id = $1 and generation = 2`,
      ['no token'],
    ],
    ["another's agreement", `update auth.agreement set customer_id = 'x' where id = $1`, ['an agreement']],
    [
      'a fact that waits',
      `insert into auth.outbox (topic, type, version, key, occurred_at, traceparent, payload)
       values ('t', 'T', 1, $1::text, now() - interval '61 seconds', '', '{}')`,
      ['no fact'],
    ],
  ])('are broken by %s', async (_, sql, expected) => {
    await auth.sql(sql, [agreementId]);
    expect(await broken()).toEqual(expected);
  });
});
