import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { createLogger, metrics } from '@wallet/service';
import { Schedule } from '../domain/schedule';
import type { FinishedAttempt, StartedAttempt } from './ports/deliveries';
import type { DeliveryState } from '../domain/schedule';
import type { SentNotice } from './ports/notices';
import { SendDelivery } from './send-delivery';

const ids = { traceId: '4bf92f3577b34da6a3ce929d0e0e4736', paymentRequestId: 'request-1', paymentId: 'payment-1' };
const started: StartedAttempt = {
  deliveryId: '7',
  subject: 'request-1',
  kind: 'NOTIFY_PAYMENT',
  origin: null,
  path: '/aps/api/v1/payments/notifyPayment',
  body: '{"paymentId":"payment-1"}',
  traceId: ids.traceId,
  attemptNumber: 1,
  scheduleNumber: 1,
};
const ofAgreement = { kind: 'TOKEN_CREATED', subject: '["client-1","agreement-1"]' } as const;
const acknowledged: SentNotice = {
  reply: { kind: 'answer', resultStatus: 'S', resultCode: 'SUCCESS' },
  httpStatus: 200,
};
const refused: SentNotice = {
  reply: { kind: 'answer', resultStatus: 'F', resultCode: 'PARAM_ILLEGAL' },
  httpStatus: 200,
};
const silent: SentNotice = { reply: { kind: 'none', reason: 'timed out' }, httpStatus: undefined };

const denied: SentNotice = {
  reply: { kind: 'answer', resultStatus: 'F', resultCode: 'ACCESS_DENIED' },
  httpStatus: 200,
};

interface Meanwhile {
  /** A later attempt has been started. */
  overtaken?: boolean;
  state?: DeliveryState;
}

function sender(sent: SentNotice, { overtaken = false, state }: Meanwhile = {}) {
  const steps: string[] = [];
  const recorded: FinishedAttempt[] = [];
  const lines: string[] = [];
  const notices = {
    send: () => {
      steps.push('sent');
      return Promise.resolve(sent);
    },
  };
  const finish = (attempt: FinishedAttempt) => {
    steps.push('recorded');
    recorded.push(attempt);
    return Promise.resolve(overtaken ? undefined : { state: state ?? attempt.next.state, ageSeconds: 0.3 });
  };
  const logger = createLogger('spec', 'info', { write: (line) => void lines.push(line) });
  const send = new SendDelivery({ finish }, notices, new Schedule([0, 2], () => 0.5), logger);
  return { send, recorded, steps, lines };
}

const dead = async () => (await metrics.registry.getSingleMetric('notifier_dead_total')?.get())?.values[0]?.value ?? 0;

it('records the result and what comes next together', async () => {
  const { send, recorded } = sender(silent);
  await send.execute(started);
  expect(recorded).toEqual([
    {
      deliveryId: '7',
      attemptNumber: 1,
      httpStatus: undefined,
      reply: silent.reply,
      outcome: 'UNKNOWN',
      next: { state: 'RETRYING', delayMs: 2_000 },
    },
  ]);
});

it('passes a milestone between the answer and its record, and one after it', async () => {
  const { send, steps } = sender(acknowledged);
  const note = (message: unknown) => void steps.push((message as { name: string }).name);
  subscribe('wallet.milestone', note);
  await send.execute(started);
  unsubscribe('wallet.milestone', note);
  expect(steps).toEqual(['sent', 'notifier.attempt.sent', 'recorded', 'notifier.attempt.recorded']);
});

it.each([
  ['refused', refused, 1],
  ['silent to the last', silent, 2],
])('raises the alarm when Alipay+ is %s', async (_, sent, attemptNumber) => {
  const before = await dead();
  const { send, recorded, lines } = sender(sent);
  await send.execute({ ...started, attemptNumber, scheduleNumber: attemptNumber });
  expect(recorded[0]?.next).toEqual({ state: 'DEAD' });
  expect(await dead()).toBe(before + 1);
  expect(lines).toHaveLength(1);
  expect(JSON.parse(lines[0] ?? '')).toMatchObject({ level: 'error', ...ids, state: 'DEAD' });
});

it('counts nothing when a later attempt has taken over', async () => {
  const before = await dead();
  const { send, lines } = sender(refused, { overtaken: true });
  await send.execute(started);
  expect(await dead()).toBe(before);
  expect(lines.map((line) => (JSON.parse(line) as { level: string }).level)).toEqual(['warn']);
});

it('gives an authNotify up when it is refused, whatever the code, and a payment not', async () => {
  const before = await dead();
  const { send, recorded } = sender(denied);
  await send.execute(started);
  await send.execute({ ...started, ...ofAgreement });
  expect(recorded.map(({ next: { state } }) => state)).toEqual(['RETRYING', 'DEAD']);
  expect(await dead()).toBe(before + 1);
});

it('counts the schedule anew when an operator has it sent again', async () => {
  const { send, recorded } = sender(silent);
  await send.execute({ ...started, attemptNumber: 9, scheduleNumber: 1 });
  expect(recorded).toMatchObject([{ attemptNumber: 9, next: { state: 'RETRYING', delayMs: 2_000 } }]);
});

it('raises no alarm for a notice that was withdrawn while it was sent', async () => {
  const before = await dead();
  const { send, lines } = sender(refused, { state: 'SUPERSEDED' });
  await send.execute({ ...started, ...ofAgreement });
  expect(await dead()).toBe(before);
  expect(lines.map((line) => JSON.parse(line) as object)).toMatchObject([{ level: 'info', state: 'SUPERSEDED' }]);
});

it('sends nothing while the text cannot be opened, and tries again', async () => {
  const { send, recorded, steps } = sender(acknowledged);
  await send.execute({ ...started, ...ofAgreement, body: undefined });
  expect(steps).toEqual(['recorded']);
  expect(recorded).toMatchObject([{ outcome: 'UNKNOWN', next: { state: 'RETRYING' } }]);
});

it.each([
  ['GOOD', acknowledged],
  ['GOOD', refused],
  ['GOOD', denied],
  ['BAD', silent],
  ['BAD', { reply: { kind: 'answer', resultStatus: 'U', resultCode: 'UNKNOWN_EXCEPTION' }, httpStatus: 200 } as const],
])('says that a receiver is %s by its answer %j', async (result, sent) => {
  expect(await sender(sent).send.execute(started)).toBe(result);
  expect(await sender(sent, { overtaken: true }).send.execute(started)).toBe(result);
});

it('says nothing of a receiver that it did not call', async () => {
  expect(await sender(acknowledged).send.execute({ ...started, body: undefined })).toBe('UNKNOWN');
});
