import type { Check } from '@wallet/operator-contract';
import { invariants } from './invariants';

/** A check that came out broken, and whose it is. */
interface Fault extends Omit<Check, 'id' | 'status'> {
  readonly service: string;
}

export interface Verdict {
  readonly id: string;
  readonly name: string;
  readonly status: 'ok' | 'broken' | 'not-applicable';
  /** Why it is not applicable. */
  readonly reason?: string;
  readonly faults?: readonly Fault[];
}

export type ChecksByService = Readonly<Record<string, readonly Check[]>>;

/** One verdict for each invariant. What a service should have proven and has not is broken too. */
export function judgeInvariants(checks: ChecksByService): Verdict[] {
  const found = Object.entries(checks).flatMap(([service, of]) => of.map((check) => ({ service, ...check })));
  return invariants.map(({ id, name, by }) => {
    if (typeof by === 'string') return { id, name, status: 'not-applicable', reason: by };
    const own = found.filter((check) => check.id === id);
    const unproven = by.filter((service) => !own.some((check) => check.service === service && isProof(check)));
    const faults: Fault[] = [
      ...own.filter(({ status }) => status === 'broken').map(({ id: _, status: __, ...fault }) => fault),
      ...unproven.map((service) => ({ service, name, detail: 'this service did not check it' })),
    ];
    return faults.length === 0 ? { id, name, status: 'ok' } : { id, name, status: 'broken', faults };
  });
}

const isProof = ({ status }: Check) => status !== 'not-applicable';
