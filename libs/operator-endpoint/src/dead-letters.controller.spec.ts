import 'reflect-metadata';
import type { HttpException } from '@nestjs/common';
import { createLogger } from '@wallet/service';
import { DeadLettersController, type DeadLetterStore } from './dead-letters.controller';

const letter = { topic: 't', partition: 0, offset: '1', reason: 'r', deadAt: '2026-11-22T10:00:00.000Z', key: null };
const letters = ['0-2', '0-1'].map((id) => ({ id, ...letter }));
const note = { operator: 'olga', reason: 'mended' };

function controllerOf(store: Partial<DeadLetterStore>) {
  const lines: string[] = [];
  const logger = createLogger('spec', 'info', { write: (line) => void lines.push(line) });
  return { controller: new DeadLettersController(store as DeadLetterStore, logger), lines };
}

const statusOf = async (call: Promise<unknown>): Promise<unknown> => {
  const error = (await call.catch((thrown: unknown) => thrown)) as HttpException;
  return [error.getStatus(), (error.getResponse() as { error: string }).error];
};

describe('the dead letters of an operator endpoint', () => {
  it('are listed 50 at a time, or as asked', async () => {
    const limits: number[] = [];
    const { controller } = controllerOf({ list: (limit) => Promise.resolve(letters.slice(limits.push(limit))) });
    expect(await controller.list({})).toEqual({ deadLetters: letters.slice(1) });
    await controller.list({ limit: '500' });
    expect(limits).toEqual([50, 500]);
  });

  it.each(['0', '501', 'x', '-1', '', ['1', '2']])('are not listed with limit %j', async (limit) => {
    expect(await statusOf(controllerOf({}).controller.list({ limit }))).toEqual([400, 'bad-request']);
  });

  it.each([
    ['not-found', 404],
    ['cut', 409],
    ['expired', 409],
    ['unknown-topic', 409],
  ] as const)('are not replayed when %s', async (refusal, status) => {
    const { controller, lines } = controllerOf({
      replay: () => Promise.resolve(refusal),
      get: () => Promise.resolve(undefined),
    });
    expect(await statusOf(controller.replay('0-1', note))).toEqual([status, refusal]);
    expect(lines).toEqual([]);
    expect(await statusOf(controller.show('0-1'))).toEqual([404, 'not-found']);
  });

  it.each([
    {},
    null,
    { operator: 'olga' },
    { ...note, operator: ' ' },
    { ...note, reason: 'x'.repeat(501) },
    { ...note, more: 1 },
  ])('are not replayed by %j', async (body) => {
    expect(await statusOf(controllerOf({}).controller.replay('0-1', body))).toEqual([400, 'bad-request']);
  });

  it('leave a line in the log of who replayed which, and why', async () => {
    const replayedAt = '2026-11-22T10:00:00.000Z';
    const { controller, lines } = controllerOf({ replay: () => Promise.resolve({ replayedAt }) });
    expect(await controller.replay('0-1', note)).toEqual({ id: '0-1', replayedAt });
    expect(JSON.parse(lines[0]!)).toMatchObject({ ...note, deadLetterId: '0-1' });
  });
});
