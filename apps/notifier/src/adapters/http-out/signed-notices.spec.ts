import type { CallOutcome } from '@wallet/alipayplus-client';
import { SignedNotices } from './signed-notices';

const notice = {
  kind: 'NOTIFY_PAYMENT' as const,
  origin: 'https://notify.example',
  path: '/n?x=y',
  body: '{"paymentRequestId":"request-1","paymentId":"payment-1"}',
};
const send = (outcome: CallOutcome, sent = notice) => {
  const call = (given: object) => (given === sent ? Promise.resolve(outcome) : Promise.reject(new Error()));
  const other = { call: () => Promise.reject(new Error('the wrong address')) };
  return new SignedNotices(new Map([[null, other] as const, [notice.origin, { call }] as const])).send(sent);
};
const answer = (json: Record<string, unknown>): CallOutcome => ({ kind: 'answer', json, httpStatus: 200 });

it.each([
  ['S', 'SUCCESS'],
  ['F', 'ACCESS_DENIED'],
  ['U', 'UNKNOWN_EXCEPTION'],
])('gives the result of an answer: %s', async (resultStatus, resultCode) => {
  const sent = await send(answer({ result: { resultStatus, resultCode, resultMessage: '' }, pspId: 7 }));
  expect(sent).toEqual({ httpStatus: 200, reply: { kind: 'answer', resultStatus, resultCode } });
});

it.each([[{}], [{ result: { resultStatus: 'A', resultCode: 'ACCEPT' } }]])('is an unknown: %j', async (json) => {
  const reason = expect.stringMatching(/^result.*: /) as string;
  expect(await send(answer(json))).toEqual({ reply: { kind: 'none', reason }, httpStatus: 200 });
});

it('is an unknown when nothing came back that can be trusted', async () => {
  const sent = await send({ kind: 'none', reason: 'HTTP 500', httpStatus: 500 });
  expect(sent).toEqual({ reply: { kind: 'none', reason: 'HTTP 500' }, httpStatus: 500 });
});

it.each(['paymentRequestId', 'paymentId'])('is an unknown when its %s is that of another', async (name) => {
  const result = { resultStatus: 'S', resultCode: 'SUCCESS', resultMessage: '' };
  const reply = { kind: 'none', reason: 'an answer to another request' };
  expect(await send(answer({ result, [name]: 'other' }))).toEqual({ reply, httpStatus: 200 });
  const own = answer({ result, [name]: (JSON.parse(notice.body) as Record<string, string>)[name]! });
  expect((await send(own)).reply.kind).toBe('answer');
});

it('calls no address that it does not know', async () => {
  const sent = await send(answer({}), { ...notice, origin: 'https://evil.example' });
  expect(sent).toEqual({ reply: { kind: 'none', reason: 'its host is not in NOTIFY_HOSTS' }, httpStatus: undefined });
});
