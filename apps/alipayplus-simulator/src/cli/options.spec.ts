import { faultSequence, scanAnswers } from './options';

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

it('reads answers to a scan', () =>
  expect(scanAnswers('U*2, drop,F:EXPIRED_CODE,HANDLE_BY_SDK,S')).toEqual([
    'U',
    'U',
    'drop',
    'F:EXPIRED_CODE',
    'HANDLE_BY_SDK',
    'S',
  ]));

it.each(['', 'slow', 'U*0', 'F:NOTHING', 'S,'])('refuses the answers "%s"', (text) =>
  expect(() => scanAnswers(text)).toThrow(/no such answer/),
);
