import {
  agreementFacts,
  checkOtp,
  forward,
  inquirePayment,
  sendOtp,
  type Handled,
  type SendOtpCommand,
  type Topic,
} from '@wallet/contracts';
import { metrics } from '@wallet/service';
import { fakeMessage, RecordingBus } from '@wallet/testkit';
import { PostponedRecords } from './postponed-records';
import type { Message } from '../records/message';
import { serve } from './serve';

const now = new Date('2026-11-22T08:00:00Z');
const late = { deadline: now };
const inTime = { deadline: new Date(now.getTime() + 1) };
const found: Handled = { outcome: 'done', result: { kind: 'cancelled' } };

const asked = (paymentRequestId: string, over: Partial<Message<never>> = inTime) =>
  fakeMessage(inquirePayment, { paymentRequestId }, over);

function stage(...handled: Handled[]) {
  const bus = new RecordingBus();
  const logger = { info: jest.fn() };
  const handle = jest.fn((_batch: readonly Message<unknown>[]) => Promise.resolve(handled));
  const served = <Payload>(batch: readonly Message<Payload>[], topic: Topic<Payload> = inquirePayment as never) =>
    serve({ topic, handle, bus, logger, clock: { now: () => now } }, batch);
  return { bus, handle, logger, served };
}

async function staleCount(): Promise<number> {
  const metric = await metrics.registry.getSingleMetric('messaging_stale_records_total')?.get();
  return metric?.values.find(({ labels }) => labels['topic'] === inquirePayment.name)?.value ?? 0;
}

describe('a batch that is served', () => {
  it('is handled without what has expired, which is counted once', async () => {
    const { bus, handle, served } = stage(found);
    const batch = [asked('late', late), asked('in time')];
    const before = await staleCount();
    await served(batch);
    await served(batch);
    expect(handle.mock.calls).toEqual([[[batch[1]]], [[batch[1]]]]);
    expect(bus.answers[0]).toEqual({ message: batch[1], answer: found });
    expect(await staleCount()).toBe(before + 1);
  });

  it('is not handled at all when everything has expired', async () => {
    const { handle, served } = stage();
    await served([asked('1', late), asked('2', late)]);
    expect(handle).not.toHaveBeenCalled();
  });

  it('keeps what outlives its deadline, as its topic says', async () => {
    const { handle, served } = stage('nothing');
    const check = (subject: string) =>
      fakeMessage(checkOtp, { subject, paymentRequestId: 'p', authCodeHash: 'h' } as never, { key: 'k', ...late });
    const batch = [check('order'), check('auth-code')];
    await served(batch, checkOtp);
    expect(handle).toHaveBeenCalledWith([batch[0]]);
  });

  it('is answered and forwarded as it was handled, the locked and early ones excepted, which are named', async () => {
    const command = { subject: 'order', paymentRequestId: 'p' } as SendOtpCommand;
    const { bus, logger, served } = stage('locked', found, forward(sendOtp, command), 'nothing', 'early', 'expired');
    const batch = ['0', '1', '2', '3', '4', '5'].map((id) => asked(id));
    const before = await staleCount();
    const thrown: unknown = await served(batch).catch((error: unknown) => error);
    expect(thrown).toBeInstanceOf(PostponedRecords);
    expect(thrown).toMatchObject({ locked: [batch[0]], early: [batch[4]] });
    expect(bus.answers).toEqual([{ message: batch[1], answer: found }]);
    expect(bus.forwarded).toEqual([{ message: batch[2], topic: sendOtp.name, payload: command }]);
    expect(await staleCount()).toBe(before + 1);
    const logged = logger.info.mock.calls.map(([line]: [{ paymentRequestId: string; outcome: string }]) => line);
    expect(logged.map(({ paymentRequestId, outcome }) => [paymentRequestId, outcome])).toEqual([
      ['1', 'done'],
      ['p', sendOtp.name],
      ['3', 'nothing'],
      ['5', 'expired'],
    ]);
  });

  it('says nothing of a batch that fails', async () => {
    const { bus, handle, logger, served } = stage();
    handle.mockRejectedValueOnce(new Error('rolled back'));
    await expect(served([asked('1')])).rejects.toThrow('rolled back');
    expect([bus.answers, bus.forwarded, logger.info.mock.calls]).toEqual([[], [], []]);
  });

  it('is refused when the outcomes are not those of its commands', async () => {
    const { bus, served } = stage(found);
    await expect(served([asked('1'), asked('2')])).rejects.toThrow('1 outcomes of 2 commands');
    expect(bus.answers).toEqual([]);
  });
});

describe('what was made with other keys', () => {
  const others = { fingerprints: { seal: 'other' } };
  const keys = { differFrom: ({ fingerprints }: Partial<Message<unknown>>) => fingerprints !== undefined };
  const serving = (topic: Topic<unknown>, handled?: Handled[]) => {
    const bus = new RecordingBus();
    const handle = jest.fn((_batch: readonly Message<unknown>[]) => Promise.resolve(handled));
    const served = (batch: readonly Message<unknown>[]) =>
      serve({ topic, handle, bus, keys, clock: { now: () => now } }, batch);
    return { bus, handle, served };
  };

  it('is answered unknown and not handled, and the rest is', async () => {
    const { bus, handle, served } = serving(inquirePayment, [found]);
    const batch = [asked('1', { ...inTime, ...others }), asked('2'), asked('3', { ...inTime, ...others })];
    await served(batch);
    expect(handle.mock.calls).toEqual([[[batch[1]]]]);
    const fault = { outcome: 'unknown', reason: 'fault' };
    expect(bus.answers).toEqual([
      { message: batch[0], answer: fault },
      { message: batch[1], answer: found },
      { message: batch[2], answer: fault },
    ]);
  });

  it('is answered so when there is nothing else', async () => {
    const { bus, handle, served } = serving(inquirePayment);
    await served([asked('1', { ...inTime, ...others })]);
    expect([handle.mock.calls, bus.answers.length]).toEqual([[], 1]);
  });

  it('waits where its topic waits, and the later ones of its key with it', async () => {
    const fact = (key: string, over: object = {}) => fakeMessage(agreementFacts, {} as never, { key, ...over });
    const batch = [fact('a'), fact('b', others), fact('b'), fact('a')];
    const { bus, handle, served } = serving(agreementFacts);
    const thrown: unknown = await served(batch).catch((error: unknown) => error);
    expect(thrown).toMatchObject({ locked: [], early: [batch[1], batch[2]] });
    expect(thrown).toBeInstanceOf(PostponedRecords);
    expect(handle.mock.calls).toEqual([[[batch[0], batch[3]]]]);
    expect(bus.answers).toEqual([]);
  });
});
