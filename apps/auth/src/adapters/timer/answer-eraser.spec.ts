import { createLogger, DependencyFault } from '@wallet/service';
import { eventually } from '@wallet/testkit';
import { AnswerEraser } from './answer-eraser';

describe('the answer eraser', () => {
  it('goes on at once while there is more, survives a fault, and stops', async () => {
    let calls = 0;
    const execute = () => {
      calls += 1;
      return calls < 3 ? Promise.resolve(true) : Promise.reject(new DependencyFault('postgres', 'gone'));
    };
    const eraser = new AnswerEraser({ execute }, createLogger('auth', 'silent'));
    await eraser.start();
    await eventually(() => expect(calls).toBe(3), { timeoutMs: 500 });
    await eraser.stop();
    expect(calls).toBe(3);
  });
});
