import { customerFacts, type CustomerFact } from '@wallet/contracts';
import { appendFacts, recordAction } from '@wallet/postgres';
import type { EntityManager } from 'typeorm';
import type { OperatorNote } from '@wallet/operator-contract';
import type { Registered, Registration } from '../../../application/ports/customer-registry';
import type { MobileNumber } from '../../../domain/customer';
import type { Sums } from '../../../domain/import-approval';
import * as statements from './customer-statements';
import * as numberStatements from './number-statements';

export interface Registering {
  readonly note: OperatorNote;
  /** Kept with the action, beside who was created and with what. */
  readonly details?: object;
  readonly now: Date;
  readonly quarantineMs: number;
  /** Told what they begin with, before anything else is done; throws when that is too much. */
  readonly check?: (sums: Sums) => Promise<void>;
}

/** Registers those whose numbers are nobody's, and says what became of each. */
export async function registerCustomers(
  manager: EntityManager,
  registrations: readonly Registration[],
  { note, details, now, quarantineMs, check }: Registering,
): Promise<Registered[]> {
  const firsts = firstOfEachNumber(registrations);
  const numbers = [...firsts.keys()];
  const onlyNew = numbers.filter((number) => firsts.get(number)?.status === 'CLOSED');
  const freedUntil = new Date(now.getTime() - quarantineMs);
  const claims = await numberStatements.claimNumbers(manager, { numbers, onlyNew, freedUntil });
  const created = claims.flatMap(({ mobileNumber, customerId }) => {
    const registration = firsts.get(mobileNumber);
    return registration ? [{ ...registration, customerId }] : [];
  });
  if (created.length > 0) {
    const sums = openingSums(created);
    await check?.(sums);
    await statements.insertCustomers(manager, created, now);
    const customerIds = created.map(({ customerId }) => customerId);
    const what = { customers: created.length, sums, customerIds, ...details };
    await recordAction(manager, { action: 'IMPORT', details: what, note }, now);
    await appendFacts(manager, customerFacts, created.map(registered), now);
  }
  const fresh = new Set(claims.map(({ mobileNumber }) => mobileNumber));
  const held = await holdersByNumber(manager, numbers);
  return registrations.map((registration) => {
    const holder = held.get(registration.mobileNumber);
    if (!holder) throw new Error('a login id is neither new nor known');
    const { customerId, freedAt } = holder;
    if (fresh.delete(registration.mobileNumber)) return { outcome: 'created', customerId };
    if (freedAt && registration.status !== 'CLOSED') return { customerId, ...quarantined(freedAt, quarantineMs) };
    return { outcome: 'exists', customerId };
  });
}

export const quarantined = (freedAt: Date, quarantineMs: number) =>
  ({ outcome: 'quarantined', until: new Date(freedAt.getTime() + quarantineMs) }) as const;

async function holdersByNumber(manager: EntityManager, numbers: readonly MobileNumber[]) {
  const holders = await numberStatements.holdersOf(manager, numbers);
  return new Map(holders.map((holder) => [holder.mobileNumber, holder]));
}

function firstOfEachNumber(registrations: readonly Registration[]): Map<MobileNumber, Registration> {
  return new Map(registrations.toReversed().map((registration) => [registration.mobileNumber, registration]));
}

function registered(customer: statements.NewCustomer): { payload: CustomerFact } {
  const { customerId, status, openingBalance } = customer;
  return { payload: { fact: 'CustomerRegistered', customerId, customerVersion: 1, status, openingBalance } };
}

/** What opening balances come to, in minor units of each currency; a sum may be more than a `Money` can be. */
function openingSums(customers: readonly statements.NewCustomer[]): Record<string, string> {
  const sums = new Map<string, bigint>();
  for (const { openingBalance } of customers) {
    const { currency, minorUnits } = openingBalance;
    sums.set(currency, (sums.get(currency) ?? 0n) + minorUnits);
  }
  return Object.fromEntries([...sums].map(([currency, sum]) => [currency, sum.toString()]));
}
