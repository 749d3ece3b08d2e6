import { randomBytes } from 'node:crypto';

const lifeMs = 10 * 60_000;

/** Who is logged in to the wallet's app, each for 10 minutes. */
export class Sessions {
  private readonly open = new Map<string, { readonly loginId: string; readonly endsAt: number }>();

  constructor(private readonly now: () => number = Date.now) {}

  start(loginId: string): string {
    this.forgetEnded();
    const session = randomBytes(24).toString('base64url');
    this.open.set(session, { loginId, endsAt: this.now() + lifeMs });
    return session;
  }

  loginIdOf(session: string): string | undefined {
    const found = this.open.get(session);
    return found && this.now() < found.endsAt ? found.loginId : undefined;
  }

  private forgetEnded(): void {
    for (const [session, { endsAt }] of this.open) {
      if (this.now() < endsAt) return;
      this.open.delete(session);
    }
  }
}
