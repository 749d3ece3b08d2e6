import { authEndpoints } from './auth-endpoints';
import { notifierEndpoints } from './deliveries';
import type { OperatorEndpoint } from './endpoint';
import { otpEndpoints } from './otp-endpoints';
import { paymentsEndpoints } from './payments-endpoints';

/** The services that have operator endpoints. */
export const operatedServices = ['auth', 'payments', 'otp', 'notifier'] as const;
export type OperatedService = (typeof operatedServices)[number];

/** Every call that an operator can make, by the service that answers it. */
export const operatorEndpoints: Readonly<Record<OperatedService, Readonly<Record<string, OperatorEndpoint>>>> = {
  auth: authEndpoints,
  payments: paymentsEndpoints,
  otp: otpEndpoints,
  notifier: notifierEndpoints,
};
