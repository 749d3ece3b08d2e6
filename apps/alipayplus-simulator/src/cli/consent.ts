import type { Browser } from './browser';
import { headingOf, linkWith } from './html';
import type { Transcript } from './transcript';

export interface Consent {
  readonly authUrl: string;
  /** Who logs in to the wallet's app. */
  readonly loginId: string;
  readonly decision: 'give' | 'refuse';
}

/** Takes a user from the merchant over the wallet's consent page and its app; resolves with the address that the wallet sends the user back to. */
export async function decideConsent(browser: Browser, transcript: Transcript, consent: Consent): Promise<string> {
  const asked = await browser.open('2 Open the consent page', consent.authUrl);
  const app = linkWith(asked, 'return') ?? browser.fail('3 Go to the wallet app', 'the page has no link to it');
  const login = await browser.open('3 Go to the wallet app', app);
  const back = await browser.submit('4 Log in', login, 'loginId', { loginId: consent.loginId });
  const question = await browser.open('5 Come back to the page', back);
  transcript.note('  The page asks', `"${headingOf(question)}"`);
  return browser.submit('6 Decide', question, 'decision', { decision: consent.decision });
}
