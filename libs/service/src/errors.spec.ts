import { DependencyFault, errorMessage } from './errors';

it.each([
  [new Error('broken'), 'broken'],
  [Object.assign(new Error(''), { code: 'ECONNREFUSED' }), 'ECONNREFUSED'],
  [new AggregateError([new Error('no ::1'), new Error('no 127.0.0.1')]), 'no ::1; no 127.0.0.1'],
  [new DependencyFault('redis', new Error('gone')), 'redis: gone'],
  [new Error('alert:\n  42\n'), 'alert: 42'],
  ['a text', 'a text'],
  [{ odd: 1 }, '{"odd":1}'],
  [undefined, 'undefined'],
])('the message of %p is one line', (error, expected) => {
  expect(errorMessage(error)).toBe(expected);
});
