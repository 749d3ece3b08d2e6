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
  <label>Amount in minor units <input name="amount" value="12050" required pattern="[1-9][0-9]*"></label>
  <button>Pay with the wallet</button>
</form>
${payAgain.map(payAgainForm).join('\n')}`,
  );

const payAgainForm = ({ action, label }: PayAgain): string =>
  `<form method="post" action="${escape(action)}"><p><button>${escape(label)}</button></p></form>`;

export interface CodePage {
  readonly action: string;
  readonly loginId: string;
  readonly note?: string;
}

export const codePage = ({ action, loginId, note = '' }: CodePage): string =>
  page(
    'Enter the code',
    `<p>${escape(note)}</p>
<p class="note">The simulated phone: <a href="/sms?to=${encodeURIComponent(loginId)}" target="_blank">messages to ${escape(loginId)}</a>. If the wallet sends SMS elsewhere, the code is there.</p>
<form method="post" action="${escape(action)}">
  <label>Code <input name="otpCode" inputmode="numeric" autocomplete="one-time-code" required></label>
  <label><input type="checkbox" name="authorize"> Authorize this shop to charge me later without a code</label>
  <button>Pay</button>
</form>`,
  );

export const resultPage = (title: string, detail: string, ids: KnownIds = {}): string =>
  page(title, `<pre>${escape(detail)}</pre><p>${escape(idsLine(ids))}</p><p><a href="/">Back to the shop</a></p>`);
