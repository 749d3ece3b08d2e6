import type { CallOutcome } from '@wallet/alipayplus-client';
import { SignedNotices } from './signed-notices';

const notice = { path: '/aps/api/v1/payments/notifyPayment', body: '{}' };
const send = (outcome: CallOutcome) =>
  new SignedNotices({ call: (call) => Promise.resolve(call === notice ? outcome : Promise.reject(new Error())) }).send(
    notice,
  );
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
