import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { refused, unknown } from '@wallet/kernel';
import { FormTokens } from '../src/application/consent/form-tokens';
import { consentId, ConsentVisitor, expectSafePage } from './consent-visitor';
import { GatewayUnderTest, tokenHashKey } from './gateway-under-test';

const session = 'a-session';
const formToken = new FormTokens(tokenHashKey).of({ consentId, session });

describe('the consent page beside a session store', () => {
  let gateway: GatewayUnderTest;
  let visitor: ConsentVisitor;
  let asked = 0;
  let respond: () => { status: number; body: string };
  const store = createServer((request, response) => {
    asked += 1;
    const { status, body } = respond();
    request.resume().on('end', () => response.writeHead(status).end(body));
  });

  beforeAll(async () => {
    store.listen(0, '127.0.0.1');
    await once(store, 'listening');
    gateway = new GatewayUnderTest({
      WALLET_SESSION: 'http',
      WALLET_SESSION_URL: `http://127.0.0.1:${(store.address() as AddressInfo).port}/`,
      WALLET_SESSION_TIMEOUT_MS: 1_000,
    });
    visitor = new ConsentVisitor(gateway);
    await gateway.start();
  });
  beforeEach(() => {
    asked = 0;
    respond = () => ({ status: 200, body: '{"active":true,"customerId":"customer-1"}' });
    gateway.browserCommands.asked.length = 0;
    gateway.browserCommands.nextAnswers.length = 0;
    gateway.browserCommands.answer = visitor.page();
  });
  afterAll(async () => {
    await gateway.stop();
    store.closeAllConnections();
    store.close();
  });

  it('asks it once for who opens a page that is there', async () => {
    const page = await visitor.openWith(session);
    expect(page).toMatchObject({ status: 200, body: expect.stringContaining('852-***1234') as string });
    expect(asked).toBe(1);
  });

  it.each([
    ['is not there', refused('ConsentNotFound' as const), 404],
    ['nobody can tell of', unknown('no-answer' as const), 503],
  ])('never asks it for a page that %s', async (_, answer, status) => {
    gateway.browserCommands.answer = answer;
    expect((await visitor.openWith(session)).status).toBe(status);
    expect((await visitor.post({ session, formToken: '0'.repeat(64), decision: 'give' })).status).toBe(403);
    expect(asked).toBe(0);
  });

  it.each([
    ['has expired', { status: 'expired' } as const],
    ['was refused', { status: 'refused' } as const],
    ['leads to a host that is not allowed', { authRedirectUrl: 'https://evil.example/' }],
  ])('does not ask it for a page that says the same to everybody: it %s', async (_, over) => {
    gateway.browserCommands.answer = visitor.page(over);
    expectSafePage(await visitor.openWith(session));
    expect(asked).toBe(0);
  });

  it('asks it once for a decision, also when that comes too late or the session has ended', async () => {
    gateway.browserCommands.answer = visitor.decided('given');
    await visitor.post({ session, formToken, decision: 'give' });
    expect(asked).toBe(1);
    gateway.browserCommands.nextAnswers.push(refused('ConsentExpired'), visitor.page({ status: 'expired' }));
    expect((await visitor.post({ session, formToken, decision: 'give' })).status).toBe(410);
    expect(asked).toBe(2);
    respond = () => ({ status: 200, body: '{"active":false}' });
    gateway.browserCommands.answer = visitor.page();
    const page = await visitor.post({ session, formToken, decision: 'give' });
    expect(page.body).toContain('Your session has ended');
    expect(asked).toBe(3);
  });

  it('leaves it alone when it does not work, and is no refusal', async () => {
    respond = () => ({ status: 500, body: '' });
    for (let visit = 0; visit < 15; visit++) {
      const page = await visitor.openWith(session);
      expect(page).toMatchObject({ status: 503, headers: { 'retry-after': '5' } });
      expect(page.body).toContain('We cannot tell right now');
      expectSafePage(page);
    }
    expect(asked).toBeLessThan(15);
    expect((await visitor.open()).status).toBe(200);
  });
});
