import type { RedirectHosts } from '../../domain/redirect-hosts';
import { returnUrl, type Returned } from './return-url';

/** Where a preparation said that its user goes back to. */
export interface ReturnTarget extends Returned {
  readonly authRedirectUrl: string;
}

/** Control characters, and halves of a surrogate pair. */
const broken = /[\p{Cc}\p{Cs}]/u;

/** The way back to the auth client, checked at the moment when it is taken. */
export class WayBack {
  constructor(private readonly hosts: RedirectHosts) {}

  /** Undefined: the host is not allowed, or not any more, or the state is none that could be given back. */
  from({ authRedirectUrl, authCode, authState }: ReturnTarget): string | undefined {
    if (!this.hosts.allows(authRedirectUrl) || authState === '' || broken.test(authState)) return undefined;
    return returnUrl(authRedirectUrl, { authCode, authState });
  }
}
