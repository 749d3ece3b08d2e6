import { join, resolve } from 'node:path';
import { servicesWith, type StackOptions } from '@wallet/local-stack';
import { codeTries } from '../load/flows';
import { singleLimit } from '../plan/load-plan';

export const dataDir = resolve(__dirname, '../../../../.local/nemesis');
/** Where a process finds how wrong its clock is. */
export const clockDir = join(dataDir, 'clocks');
const steppedClock = resolve(__dirname, '../faults/stepped-clock.js');

/** Of Node, for each process of ours. */
export const nodeArgs: NonNullable<StackOptions['nodeArgs']> = Object.fromEntries(
  servicesWith('KAFKA_BROKERS').map((service) => [service, ['--require', steppedClock]]),
);

/** In the currency of all wallets, what no run reaches. */
const never = 'HKD:1000000000000';

/** Seconds: so many tries, and so close together, that a notice outlives every fault and is soon through afterwards. */
const notifySchedule = [0, 1, 2, 2, ...Array.from({ length: 400 }, () => 3)].join(',');

/** What the load needs. */
export const settingsForLoad = {
  // Two gateways on one machine share what one would have.
  gateway: { MAX_WAITERS: '100' },
  auth: { APPROVAL_CEILINGS: 'HKD:999999999999999999' },
  payments: {
    SINGLE_LIMITS: `HKD:${singleLimit}`,
    DAILY_AMOUNT_LIMITS: never,
    DAILY_COUNT_LIMIT: '1000000000',
    AGREEMENT_SINGLE_LIMITS: never,
    AGREEMENT_DAILY_LIMITS: never,
  },
  otp: { OTP_MAX_TRIES: String(codeTries), OTP_RESEND_SECONDS: '2', OTP_MAX_SENDS: '1000' },
  notifier: { NOTIFY_SCHEDULE_SECONDS: notifySchedule },
} satisfies StackOptions['env'];

/** The settings in which the stack of the nemesis differs from others. */
export const settings = (alipayplusUrl: string): NonNullable<StackOptions['env']> => ({
  ...settingsForLoad,
  common: { CLOCK_STEP_DIR: clockDir },
  notifier: { ...settingsForLoad.notifier, ALIPAYPLUS_BASE_URL: alipayplusUrl },
});
