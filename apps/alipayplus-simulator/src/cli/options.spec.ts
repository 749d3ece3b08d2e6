import { faultSequence } from './options';

it('reads a sequence of faults', () =>
  expect(faultSequence('late:4900, F:ACCESS_DENIED*2,rst')).toEqual([
    'late:4900',
    'F:ACCESS_DENIED',
    'F:ACCESS_DENIED',
    'rst',
  ]));

it.each(['', 'slow', 'rst@0.5', 'authNotify=rst', 'rst,'])('refuses "%s"', (text) =>
  expect(() => faultSequence(text)).toThrow(),
);
