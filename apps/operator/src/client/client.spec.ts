import { getGlobalDispatcher, MockAgent, setGlobalDispatcher } from 'undici';
import { z } from 'zod';
import { OperatorClient } from './client';
import { exitCodes } from '../terminal/exit';

const url = 'http://127.0.0.1:8091';
const answer = z.object({ name: z.string() });
const row = { path: '/thing', role: 'viewer', summary: 'a thing', answer } as const;
const get = { ...row, method: 'GET' } as const;
const post = { ...row, method: 'POST' } as const;
const put = { ...row, method: 'PUT' } as const;

describe('a call of an operator endpoint', () => {
  const before = getGlobalDispatcher();
  let agent: MockAgent;
  beforeEach(() => {
    agent = new MockAgent();
    agent.disableNetConnect();
    setGlobalDispatcher(agent);
  });
  afterEach(async () => {
    setGlobalDispatcher(before);
    await agent.close();
  });
  const client = new OperatorClient({ service: 'auth', url, token: 'a-token' });
  const replies = (status: number, body: string) =>
    agent.get(url).intercept({ path: '/thing', method: 'POST' }).reply(status, body);

  it('carries the token and the body, and returns the answer', async () => {
    const headers = { authorization: 'Bearer a-token', 'content-type': 'application/json' };
    const call = { path: '/thing', method: 'POST', headers, body: '[{"balance":"1"}]' };
    agent.get(url).intercept(call).reply(200, '{"name":"A","more":1}');
    expect(await client.call(post, { body: [{ balance: '1' }] })).toEqual({ name: 'A' });
  });

  it('may replace', async () => {
    agent.get(url).intercept({ path: '/thing', method: 'PUT', body: '{"a":null}' }).reply(200, '{"name":"A"}');
    expect(await client.call(put, { body: { a: null } })).toEqual({ name: 'A' });
  });

  it('waits as long as the caller says', async () => {
    agent.get(url).intercept({ path: '/thing', method: 'GET' }).reply(200, '{"name":"A"}');
    const dispatch = jest.spyOn(agent, 'dispatch');
    await client.call(get, { timeoutMs: 900_000 });
    expect(dispatch.mock.calls[0]?.[0]).toMatchObject({ headersTimeout: 900_000, bodyTimeout: 900_000 });
  });

  it.each([400, 401, 404, 409])('is refused with the words of the service at %d', async (status) => {
    replies(status, '{"error":"x","message":"the customer is closed"}');
    const expected = { exitCode: exitCodes.refused, message: 'the customer is closed' };
    await expect(client.call(post)).rejects.toMatchObject(expected);
  });

  it.each([
    [503, '{"error":"unavailable","message":"postgres does not answer"}', 'postgres does not answer'],
    [500, 'Internal Server Error', 'HTTP 500'],
    [302, '', 'answers HTTP 302 as no operator endpoint does'],
    [404, '<html>', `${url} answers HTTP 404 as no operator endpoint does`],
    [200, '<html>', 'gave an answer that is none'],
    [200, '{"name":1}', 'gave an answer that is none'],
  ])('has an unknown outcome after %d %j', async (status, body, words) => {
    replies(status, body);
    const message = expect.stringContaining(words) as string;
    await expect(client.call(post)).rejects.toMatchObject({ exitCode: exitCodes.unreachable, message });
  });

  it('says where nobody answered, and what to do', async () => {
    agent.get(url).intercept({ path: '/thing', method: 'GET' }).replyWithError(new Error('connect ECONNREFUSED'));
    const message = `the operator endpoint of auth does not answer at ${url}: is the stack running? npm start`;
    await expect(client.call(get)).rejects.toMatchObject({ exitCode: exitCodes.unreachable, message });
  });
});
