import { NotFoundException, PayloadTooLargeException, type ArgumentsHost } from '@nestjs/common';
import { createLogger, DependencyFault } from '@wallet/service';
import { operatorError } from './operator-error';
import { OperatorErrorFilter } from './operator-error.filter';

async function answerTo(thrown: unknown) {
  const lines: string[] = [];
  const answer: { status?: number; body?: unknown } = {};
  const reply = {
    status: (status: number) => (Object.assign(answer, { status }), reply),
    send: (body: unknown) => Promise.resolve(void Object.assign(answer, { body })),
  };
  const request = { method: 'GET', routeOptions: {}, ip: '127.0.0.1', body: undefined };
  const host = {
    switchToHttp: () => ({ getResponse: () => reply, getRequest: () => request }),
  } as unknown as ArgumentsHost;
  const logger = createLogger('spec', 'info', { write: (line) => void lines.push(line) });
  await new OperatorErrorFilter(logger).catch(thrown, host);
  return { ...answer, lines: lines.length };
}

const ofFastify = (statusCode: number) => Object.assign(new Error('Body is not valid JSON'), { statusCode });
const unavailable = { error: 'unavailable', message: 'postgres does not answer, try again' };
const fault = { error: 'fault', message: 'this is a fault of the service, see its log' };

it.each([
  [
    'what a controller refuses',
    operatorError(409, 'closed', 'it is closed'),
    409,
    { error: 'closed', message: 'it is closed' },
  ],
  ['an unknown path', new NotFoundException('Cannot GET /x'), 404, { error: 'not-found', message: 'Cannot GET /x' }],
  [
    'another refusal of Nest',
    new PayloadTooLargeException('too large'),
    413,
    { error: 'bad-request', message: 'too large' },
  ],
  ['what Fastify refuses', ofFastify(400), 400, { error: 'bad-request', message: 'Body is not valid JSON' }],
])('answers %s in the words of the endpoint', async (_, thrown, status, body) => {
  expect(await answerTo(thrown)).toEqual({ status, body, lines: 0 });
});

it.each([401, 403])('logs who may not do what it asked for (%d)', async (status) => {
  const body = { error: 'forbidden', message: 'it needs a role' };
  expect(await answerTo(operatorError(status, body.error, body.message))).toEqual({ status, body, lines: 1 });
});

it.each([
  ['a broken dependency', new DependencyFault('postgres', new Error('secret detail')), 503, unavailable],
  ['a bug', new Error('secret detail'), 500, fault],
  ['a fault that Fastify found', ofFastify(500), 500, fault],
])('logs %s and says nothing of its inside', async (_, thrown, status, body) => {
  expect(await answerTo(thrown)).toEqual({ status, body, lines: 1 });
});
