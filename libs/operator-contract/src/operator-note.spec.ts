import { authEndpoints, notifierEndpoints, operatorEndpoints, paymentsEndpoints } from './index';

const note = { operator: 'a.lee', reason: 'cash at desk 3' };
const changes = Object.entries(operatorEndpoints).flatMap(([service, table]) =>
  Object.entries(table)
    .filter(([name, { method }]) => method !== 'GET' && !['listStates', 'takeStatus'].includes(name))
    .map(([name, { body }]) => ({ name: `${service} ${name}`, body })),
);

const faultsOf = (body: (typeof changes)[number]['body'], input: object): string[] =>
  body?.safeParse(input).error?.issues.map(({ path }) => path.join('.')) ?? [];

describe.each(changes)('$name', ({ body }) => {
  it.each([
    { reason: 'r' },
    { ...note, operator: ' \t' },
    { ...note, operator: 'x'.repeat(101) },
    { ...note, operator: 7 },
  ])('is not done for nobody: %j', (input) => expect(faultsOf(body, input)).toContain('operator'));

  it.each([{ operator: 'a.lee' }, { ...note, reason: '   ' }, { ...note, reason: 'x'.repeat(501) }])(
    'is not done for no reason: %j',
    (input) => expect(faultsOf(body, input)).toContain('reason'),
  );

  it('takes a whole note', () => {
    for (const field of faultsOf(body, note)) expect(['operator', 'reason']).not.toContain(field);
  });
});

it('is kept without the blanks around it, and without a card number', () => {
  const read = authEndpoints.freezeCustomer.body.parse({ operator: ' a.lee ', reason: 'card 4111111111111111 ' });
  expect(read).toEqual({ operator: 'a.lee', reason: expect.not.stringContaining('4111111111111111') as string });
});

describe('a dry run', () => {
  it.each([
    ['payments', paymentsEndpoints.repairOrderNotices.body, { paymentRequestIds: ['p'] }],
    ['notifier', notifierEndpoints.replayDeliveries.body, { filter: { state: 'DEAD' } }],
  ])('at %s needs nobody and no reason', (_, body, asked) => {
    expect(body.safeParse({ ...asked, dryRun: true }).success).toBe(true);
    expect(body.safeParse({ ...asked, dryRun: true, ...note }).success).toBe(true);
    for (const dryRun of [false, undefined]) {
      expect(body.safeParse({ ...asked, dryRun }).success).toBe(false);
      expect(body.safeParse({ ...asked, dryRun, ...note }).success).toBe(true);
    }
  });
});
