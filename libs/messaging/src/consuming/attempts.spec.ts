import { Contention, DependencyFault, type Logger } from '@wallet/service';
import type { Answer } from '@wallet/contracts';
import { Attempts, type AttemptOptions } from './attempts';
import type { LaneEntry } from './lane';
import { PostponedRecords } from './postponed-records';
import type { Message } from '../records/message';

const silent = { info: () => undefined, warn: () => undefined, error: () => undefined } as unknown as Logger;

function bench(over: Partial<AttemptOptions>) {
  const finished: string[] = [];
  const buried: string[] = [];
  const answered: Answer[] = [];
  const stop = new AbortController();
  const attempts = new Attempts({
    topic: 't',
    onDependencyFault: 'wait',
    handle: () => Promise.resolve(),
    bury: ({ message }, reason) => Promise.resolve(void buried.push(`${message.id}: ${reason}`)),
    answers: { answer: (_, answer) => Promise.resolve(void answered.push(answer)) },
    logger: silent,
    signal: stop.signal,
    ...over,
  });
  const entries = (...ids: string[]): LaneEntry[] =>
    ids.map((id) => ({
      message: { id, key: id, traceparent: 'none' } as Message<unknown>,
      finished: () => void finished.push(id),
    }));
  return { attempts, entries, finished, buried, answered, stop };
}

describe('what becomes of a batch', () => {
  it('finishes what was handled', async () => {
    const { attempts, entries, finished } = bench({});
    await attempts.work(entries('1', '2'));
    expect(finished).toEqual(['1', '2']);
  });

  it('waits for a broken dependency and never buries for it', async () => {
    let calls = 0;
    const { attempts, entries, finished, buried } = bench({
      handle: () =>
        ++calls < 3 ? Promise.reject(new DependencyFault('Postgres', new Error('down'))) : Promise.resolve(),
    });
    await attempts.work(entries('1'));
    expect({ calls, finished, buried }).toEqual({ calls: 3, finished: ['1'], buried: [] });
  });

  it('answers unknown and acknowledges where the caller repeats', async () => {
    const { attempts, entries, finished, answered } = bench({
      onDependencyFault: 'answer-unknown',
      handle: () => Promise.reject(new DependencyFault('Redis', new Error('down'))),
    });
    await attempts.work(entries('1'));
    expect(answered).toEqual([{ outcome: 'unknown', reason: 'fault' }]);
    expect(finished).toEqual(['1']);
  });

  it('redoes a failing batch one by one and buries only the bad record, answered unknown', async () => {
    const handled: string[] = [];
    const { attempts, entries, finished, buried, answered } = bench({
      handle: (batch) => {
        if (batch.some(({ id }) => id === 'bad')) return Promise.reject(new TypeError('a bug'));
        handled.push(...batch.map(({ id }) => id));
        return Promise.resolve();
      },
    });
    await attempts.work(entries('1', 'bad', '2'));
    expect(handled).toEqual(['1', '2']);
    expect(buried).toEqual(['bad: a bug']);
    expect(finished).toEqual(['1', 'bad', '2']);
    expect(answered).toHaveLength(1);
  });

  it('leaves a waiting batch unfinished when the process stops, so that it is delivered again', async () => {
    const { attempts, entries, finished, stop } = bench({
      handle: () => Promise.reject(new DependencyFault('Postgres', new Error('down'))),
    });
    const work = attempts.work(entries('1'));
    setImmediate(() => stop.abort());
    await work;
    expect(finished).toEqual([]);
  });

  const idsOf = (entries: readonly LaneEntry[]) => entries.map(({ message }) => message.id);
  const locked = (what: string) => new Contention('postgres', new Error(what));

  it('sets aside only what the handler names, and finishes the others', async () => {
    const { attempts, entries, finished, answered } = bench({
      onDependencyFault: 'answer-unknown',
      handle: (batch) =>
        Promise.reject(
          new PostponedRecords(
            batch.filter(({ id }) => id === '2'),
            [],
          ),
        ),
    });
    expect(idsOf(await attempts.work(entries('1', '2', '3')))).toEqual(['2']);
    expect({ finished, answered }).toEqual({ finished: ['1', '3'], answered: [] });
  });

  it('halves a batch in whose way another transaction is, until its records are alone', async () => {
    const sizes: number[] = [];
    const { attempts, entries, finished, answered } = bench({
      onDependencyFault: 'answer-unknown',
      handle: (batch) => {
        sizes.push(batch.length);
        return batch.some(({ id }) => id === '3') ? Promise.reject(locked('a lock')) : Promise.resolve();
      },
    });
    expect(idsOf(await attempts.work(entries('1', '2', '3', '4', '5', '6', '7', '8')))).toEqual(['3']);
    expect(finished).toEqual(['1', '2', '4', '5', '6', '7', '8']);
    expect({ sizes, answered }).toEqual({ sizes: [8, 4, 2, 2, 1, 1, 4], answered: [] });
  });

  it('does nothing of a key after a record of it that is set aside', async () => {
    const handled: string[] = [];
    const { attempts, entries } = bench({
      handle: (batch) => {
        if (batch.some(({ id }) => id === '1')) return Promise.reject(locked('a lock'));
        handled.push(...batch.map(({ id }) => id));
        return Promise.resolve();
      },
    });
    const sameKey = (entry: LaneEntry): LaneEntry => ({ ...entry, message: { ...entry.message, key: 'k' } });
    const [first, second, third, fourth] = entries('1', '2', '3', '4') as [LaneEntry, LaneEntry, LaneEntry, LaneEntry];
    const aside = await attempts.work([sameKey(first), second, sameKey(third), fourth]);
    expect({ aside: idsOf(aside), handled }).toEqual({ aside: ['1', '3'], handled: ['2', '4'] });
  });
});
