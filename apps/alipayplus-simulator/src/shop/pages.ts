import { escape, page } from '../http/page';
import { idsLine, type KnownIds } from '../wire/known-ids';

/** What the user agreed to before: one press, no code. */
export interface PayAgain {
  readonly action: string;
  readonly label: string;
}

export const checkoutPage = (payAgain: readonly PayAgain[]): string =>
  page(
    'Simulated shop',
    `<p class="note">This page plays a merchant and Alipay+. The wallet that is asked is the one behind the gateway.</p>
<form method="post" action="/shop/orders">
  <label>Mobile number <input name="loginId" value="852-52412345" required></label>
  <label>Currency <input name="currency" value="HKD" required pattern="[A-Z]{3}"></label>
  <label>Amount in minor units, e.g. 12050 <input name="amount" value="12050" required pattern="[1-9][0-9]*"></label>
  <button>Pay with the wallet</button>
  <p class="note">Or let this shop charge the wallet later, without a code each time:</p>
  <button formaction="/shop/bindings/by-sms">Bind by a code</button>
  <button formaction="/shop/bindings/by-redirect">Bind on the wallet’s page</button>
</form>
${payAgain.map(payAgainForm).join('\n')}`,
  );

const button = (action: string, label: string): string =>
  `<form method="post" action="${escape(action)}"><p><button>${escape(label)}</button></p></form>`;

const payAgainForm = ({ action, label }: PayAgain): string => button(action, label);

export interface CodePage {
  readonly action: string;
  readonly loginId: string;
  readonly about: readonly string[];
  readonly note?: string;
  /** Whether the user may agree to later payments too. */
  readonly isPayment: boolean;
}

export const wrongCode = 'That code was not right. Try again.';

const authorizeBox =
  '<label><input type="checkbox" name="authorize"> Authorize this shop to charge me later without a code</label>';

export const codePage = ({ action, loginId, about, note = '', isPayment }: CodePage): string =>
  page(
    'Enter the code',
    `<p>${escape(note)}</p>
<p class="note">The simulated phone: <a href="/sms?to=${encodeURIComponent(loginId)}" target="_blank">messages to ${escape(loginId)}</a>. If the wallet sends SMS elsewhere, the code is there.</p>
<form method="post" action="${escape(action)}">
  <label>Code <input name="otpCode" inputmode="numeric" autocomplete="one-time-code" required></label>
  ${isPayment ? authorizeBox : ''}
  <button>${isPayment ? 'Pay' : 'Bind'}</button>
</form>`,
    about,
  );

interface Subject {
  readonly ids?: KnownIds;
  readonly about?: readonly string[];
}

export const resultPage = (title: string, detail: string, { ids = {}, about = [] }: Subject = {}): string =>
  page(title, `<pre>${escape(detail)}</pre><p>${escape(idsLine(ids))}</p>`, about);

export const unknownPage = (detail: string, { action, ids = {}, about = [] }: Subject & { action: string }): string =>
  page(
    'Unknown, ask again',
    `<p>The wallet cannot say yet what became of it, or did not answer. To ask again makes the same call once more; nothing is done twice.</p>
${button(action, 'Ask again')}
<pre>${escape(detail)}</pre><p>${escape(idsLine(ids))}</p>`,
    about,
  );
