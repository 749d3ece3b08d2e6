import type { Clock } from '@wallet/kernel';
import { metrics } from '@wallet/service';
import { resolveAccessToken, type Resolution } from '../../domain/access-token';
import type { Scope } from '../../domain/agreement';
import { LockedTokens } from './locked-tokens';
import type { Agreements, FirstUse } from '../ports/agreements';

const resolved = metrics.counter('auth_tokens_resolved_total', 'Access tokens resolved, by outcome', ['outcome']);

/** Whose access tokens are these? A revocation is seen by the next question: nothing is remembered. */
export class ResolvePayers {
  constructor(
    private readonly agreements: Pick<Agreements, 'findTokens' | 'markUsed'>,
    private readonly clock: Clock,
    private readonly graceMs: number,
  ) {}

  /** One resolution for each hash, in their order, with one query; a second one only for first uses. Throws DependencyFault; LockedTokens when first uses cannot be marked now. */
  async execute(hashes: readonly string[], scope: Scope): Promise<Resolution[]> {
    if (hashes.length === 0) return [];
    const moment = { now: this.clock.now(), graceMs: this.graceMs };
    const found = await this.agreements.findTokens(hashes);
    const resolutions = hashes.map((hash) => resolveAccessToken(found.get(hash), moment, scope));
    const uses = firstUses(resolutions);
    const held = uses.length > 0 ? await this.agreements.markUsed(uses, moment.now) : new Set<string>();
    if (held.size > 0) throw new LockedTokens(new Set(hashes.filter((_, index) => isOf(held, resolutions[index]))));
    for (const resolution of resolutions) {
      resolved.inc({ outcome: resolution.token === 'valid' ? 'valid' : resolution.refusal });
    }
    return resolutions;
  }
}

const isOf = (agreementIds: ReadonlySet<string>, resolution: Resolution | undefined): boolean =>
  resolution?.token === 'valid' && agreementIds.has(resolution.agreement.agreementId);

function firstUses(resolutions: readonly Resolution[]): FirstUse[] {
  const uses = new Map<string, FirstUse>();
  for (const resolution of resolutions) {
    if (resolution.token === 'refused' || !resolution.firstUse) continue;
    const { agreementId, generation } = resolution.agreement;
    uses.set(agreementId, { agreementId, generation });
  }
  return [...uses.values()];
}
