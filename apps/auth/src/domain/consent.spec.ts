import { isGivenBy, stepToGive, stepToRefuse, type Consent } from './consent';

const now = new Date('2026-11-22T10:00:00Z');
const later = new Date(now.getTime() + 1);
const live = { number: 1, status: 'LIVE', expiresAt: later } as const;

const open: Consent = { state: 'OPEN', expiresAt: later, customerId: undefined, code: undefined };
const overdue: Consent = { ...open, expiresAt: now };
const refused: Consent = { ...overdue, state: 'REFUSED' };
const given: Consent = { ...overdue, state: 'GIVEN', customerId: 'C-1', code: live };
const used: Consent = { ...given, code: { ...live, status: 'USED' } };
const burnt: Consent = { ...given, code: { ...live, status: 'BURNT' } };
const lapsed: Consent = { ...given, code: { ...live, expiresAt: now } };

describe('a consent', () => {
  it.each([
    ['open', open, 'decide', 'decide'],
    ['open and overdue', overdue, 'ConsentExpired', 'ConsentExpired'],
    ['refused', refused, 'ConsentDecided', 'same'],
    ['given', given, 'same', 'ConsentDecided'],
    ['given by another', { ...given, customerId: 'C-2' }, 'ConsentDecided', 'ConsentDecided'],
    ['given, and its code used', used, 'ConsentDecided', 'ConsentDecided'],
    ['given, and its code burnt', burnt, 'ConsentDecided', 'ConsentDecided'],
    ['given, and its code expired', lapsed, 'ConsentDecided', 'ConsentDecided'],
  ] as const)('that is %s: to give it is %3$s, to refuse it %4$s', (_, consent, give, refuse) => {
    expect(stepToGive(consent, 'C-1', now)).toBe(give);
    expect(stepToRefuse(consent, now)).toBe(refuse);
    expect(isGivenBy(consent, 'C-1', now)).toBe(give === 'same');
  });
});
