import { refused, unknown } from '@wallet/kernel';
import { FormTokens } from '../src/application/consent/form-tokens';
import { returnUrl } from '../src/application/consent/return-url';
import { consentId, ConsentVisitor, expectSafePage, leadsTo, userSession } from './consent-visitor';
import { GatewayUnderTest, tokenHashKey } from './gateway-under-test';
import { authCode } from './requests';

describe('a decision on the consent page', () => {
  const gateway = new GatewayUnderTest();
  const visitor = new ConsentVisitor(gateway);
  const { browserCommands: commands } = gateway;
  const formTokens = new FormTokens(tokenHashKey);
  const decisions = () => commands.asked.filter(({ topic }) => topic === 'auth.consent.command.v1');

  beforeAll(() => gateway.start());
  beforeEach(() => {
    commands.asked.length = 0;
    commands.nextAnswers.length = 0;
    commands.waiting = 0;
  });
  afterAll(() => gateway.stop());

  it.each([
    ['give', 'given', `authCode=${authCode}`],
    ['refuse', 'refused', 'error=access_denied'],
  ] as const)('to %s goes back to the auth client', async (decision, decided, outcome) => {
    commands.answer = visitor.decided(decided);
    const sent = await visitor.decide(decision);
    expect(sent.status).toBe(200);
    expect(sent.headers).not.toHaveProperty('location');
    expectSafePage(sent);
    const address = `https://shop.example/back?order=1&${outcome}&authState=state%201`;
    expect(leadsTo(sent)).toEqual({ refresh: address, link: address });
    expect(sent.body).toContain('<bdi>shop.example</bdi>');
    expect(decisions()).toMatchObject([
      { payload: { consentId, customer: { by: 'paymentMethodId', paymentMethodId: 'customer-1' }, decision } },
    ]);
  });

  it.each([
    ['ConsentDecided', 'given', 'You have given your consent'],
    ['ConsentDecided', 'refused', 'You have refused'],
    ['ConsentExpired', 'expired', 'has expired'],
  ] as const)('that comes too late (%s, %s) is told what is the case', async (refusal, status, text) => {
    commands.nextAnswers.push(refused(refusal), visitor.page({ status }));
    const page = await visitor.decide('give');
    expect(page.body).toContain(text);
    expectSafePage(page);
  });

  it.each([
    ['a frozen customer', refused('CustomerNotActive' as const), 403, 'This account cannot be used'],
    ['an unknown customer', refused('CustomerNotFound' as const), 403, 'This account cannot be used'],
    ['an unknown consent', refused('ConsentNotFound' as const), 404, 'There is no such request'],
    ['no answer', unknown('no-answer' as const), 503, 'the same answer once more does no harm'],
    ['a refusal of another call', refused('TokenInvalid' as const), 500, 'wrong on our side'],
  ])('gets a readable page for %s', async (_, answer, status, text) => {
    commands.answer = answer;
    const page = await visitor.decide('give');
    expect(page).toMatchObject({ status, body: expect.stringContaining(text) as string });
    expectSafePage(page);
  });

  it.each([
    ['javascript:', { authRedirectUrl: 'javascript:alert(1)' }],
    ['a host that is not allowed', { authRedirectUrl: 'https://evil.example/' }],
    ['a line end in the state', { authState: 'x\r\nset-cookie: a=b' }],
    ['half a character in the state', { authState: 'x\ud800' }],
    ['no state', { authState: '' }],
  ])('is sent nowhere with %s', async (_, over) => {
    commands.answer = visitor.decided('given', over);
    const page = await visitor.decide('give');
    expect(page).toMatchObject({ status: 422, body: expect.stringContaining('cannot be completed') as string });
    expect(page.headers).not.toHaveProperty('location');
    expect(page.body).not.toMatch(/evil|alert|authCode/);
    expectSafePage(page);
  });

  it('gives a state back as it was, whatever it looks like', async () => {
    const authState = `a&authCode=x#y?z=<script>"' é漢😀`;
    commands.answer = visitor.decided('given', { authState });
    const sent = await visitor.decide('give');
    expectSafePage(sent);
    for (const address of Object.values(leadsTo(sent))) {
      expect(new URL(address).searchParams.getAll('authState')).toEqual([authState]);
      expect(new URL(address).searchParams.getAll('authCode')).toEqual([authCode]);
    }
  });

  it.each([
    'https://shop.example/back?a="><script>alert(1)</script>',
    "https://shop.example/it's/;url=https:evil.example?b='&c=%22",
    'https://shop.example/#"onload=alert(1)',
    'https://shop.example/a b\\c?d=&quot;&amp;amp=1',
  ])('leads to exactly %s', async (authRedirectUrl) => {
    commands.answer = visitor.decided('refused', { authRedirectUrl });
    const sent = await visitor.decide('refuse');
    expectSafePage(sent);
    const expected = returnUrl(authRedirectUrl, { authState: 'state 1' });
    expect(leadsTo(sent)).toEqual({ refresh: expected, link: expected });
  });

  it.each([
    ['another session', () => formTokens.of({ consentId, session: 'another' })],
    ['another consent', async () => formTokens.of({ consentId: 'x'.repeat(22), session: await visitor.session() })],
    ['another key', async () => new FormTokens(Buffer.alloc(32)).of({ consentId, session: await visitor.session() })],
    ['nobody', () => '0'.repeat(64)],
    ['a shorter one', () => 'ab'],
    ['nothing', () => ''],
  ])('is not taken with the form token of %s', async (_, formToken) => {
    const page = await visitor.decide('give', { formToken: await formToken() });
    expect(page).toMatchObject({ status: 403, body: expect.stringContaining('could not take this answer') as string });
    expectSafePage(page);
    expect(decisions()).toEqual([]);
  });

  it('is not taken once the session has ended', async () => {
    const session = await visitor.session({ ...userSession, exp: 1 });
    commands.answer = visitor.page();
    const page = await visitor.post({ session, formToken: formTokens.of({ consentId, session }), decision: 'give' });
    expect(page).toMatchObject({ status: 200, body: expect.stringContaining('Your session has ended') as string });
    expect(decisions()).toEqual([]);
  });

  it.each([
    ['no decision', 'session=a&formToken=b', undefined],
    ['another decision', 'session=a&formToken=b&decision=maybe', undefined],
    ['two decisions', 'session=a&formToken=b&decision=give&decision=refuse', undefined],
    ['no session', 'formToken=b&decision=give', undefined],
    ['an empty body', '', undefined],
    ['JSON', '{"session":"a","formToken":"b","decision":"give"}', 'application/json'],
    ['a form of another type', 'session=a&formToken=b&decision=give', 'text/plain'],
  ])('cannot be read: %s', async (_, form, type) => {
    const page = await visitor.post(form, type === undefined ? {} : { type });
    expect(page).toMatchObject({ status: 400, body: expect.stringContaining('could not read this answer') as string });
    expectSafePage(page);
    expect(commands.asked).toEqual([]);
  });

  it('that is too large is a page too', async () => {
    const page = await visitor.post(`decision=give&formToken=${'x'.repeat(70_000)}`);
    expect(page.status).toBe(413);
    expectSafePage(page);
  });
});
