import type { Answer, PrepareAuthorizationCommand } from '@wallet/contracts';
import { refused, type Clock } from '@wallet/kernel';
import { isOverdue } from '../../domain/consent';
import type { Decided, Preparations } from '../ports/preparations';
import { redirectDraft } from './preparation-draft';

export interface RedirectParts {
  readonly preparations: Preparations;
  readonly clock: Clock;
  readonly consentLifeMs: number;
}

/** The same consent page for every repeat; one that was left open until it expired can be decided anew. */
export class PrepareByRedirect {
  constructor(private readonly parts: RedirectParts) {}

  /** Throws DependencyFault. */
  async execute(command: PrepareAuthorizationCommand): Promise<Answer> {
    const { preparations, clock, consentLifeMs } = this.parts;
    const now = clock.now();
    const expiresAt = new Date(now.getTime() + consentLifeMs);
    const draft = redirectDraft(command, expiresAt);
    const consentId = await preparations.prepare(draft, now, (stored): Decided<string | undefined> => {
      if (stored.flow !== 'REDIRECT' || stored.parametersHash !== draft.parametersHash) return { result: undefined };
      const { consent, consentId: result } = stored;
      return { result, change: isOverdue(consent, now) ? { consent: { ...consent, expiresAt } } : undefined };
    });
    if (consentId === undefined) return refused('RepeatInconsistent');
    return { outcome: 'done', result: { kind: 'consent-requested', consentId } };
  }
}
