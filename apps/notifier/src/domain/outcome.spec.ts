import { outcomeOf, type Outcome, type Reply } from './outcome';

const answer = (resultStatus: 'S' | 'F' | 'U', resultCode: string): Reply => ({
  kind: 'answer',
  resultStatus,
  resultCode,
});

it.each<[Outcome, Reply]>([
  ['ACKNOWLEDGED', answer('S', 'SUCCESS')],
  ['UNKNOWN', answer('U', 'UNKNOWN_EXCEPTION')],
  ['UNKNOWN', answer('U', 'REQUEST_TRAFFIC_EXCEED_LIMIT')],
  ['UNKNOWN', answer('U', 'ACCESS_DENIED')],
  ['UNKNOWN', { kind: 'none', reason: 'HTTP 500' }],
  ['MISCONFIGURED', answer('F', 'ACCESS_DENIED')],
  ['MISCONFIGURED', answer('F', 'KEY_NOT_FOUND')],
  ['MISCONFIGURED', answer('F', 'INVALID_SIGNATURE')],
  ['REFUSED', answer('F', 'REPEAT_REQ_INCONSISTENT')],
  ['REFUSED', answer('F', 'ORDER_NOT_EXIST')],
  ['REFUSED', answer('F', 'PARAM_ILLEGAL')],
  ['REFUSED', answer('F', 'A_CODE_THAT_NOBODY_KNOWS')],
])('is %s after %j', (outcome, reply) => {
  expect(outcomeOf(reply)).toBe(outcome);
});
