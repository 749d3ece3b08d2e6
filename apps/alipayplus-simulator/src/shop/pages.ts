const escapes: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };
const escape = (text: string): string => text.replaceAll(/[&<>"']/g, (character) => escapes[character] ?? '');

function page(title: string, content: string): string {
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>${escape(title)}</title>
<style>
  body { font: 16px/1.5 system-ui, sans-serif; max-width: 28rem; margin: 3rem auto; padding: 0 1rem; color: #222 }
  label { display: block; margin: 1rem 0 } input { font: inherit; display: block; width: 100%; padding: .4rem; box-sizing: border-box }
  input[type=checkbox] { display: inline; width: auto } button { font: inherit; padding: .5rem 1.5rem } .note { color: #666 }
</style>
<h1>${escape(title)}</h1>
${content}
</html>`;
}

export const checkoutPage = (): string =>
  page(
    'Simulated shop',
    `<p class="note">This page plays a merchant and Alipay+. The wallet that is asked is the one behind the gateway.</p>
<form method="post" action="/shop/orders">
  <label>Mobile number <input name="loginId" value="852-52412345" required></label>
  <label>Currency <input name="currency" value="HKD" required pattern="[A-Z]{3}"></label>
  <label>Amount in minor units <input name="amount" value="12050" required pattern="[1-9][0-9]*"></label>
  <button>Pay with the wallet</button>
</form>`,
  );

export interface CodePage {
  readonly action: string;
  readonly loginId: string;
  readonly note?: string;
}

export const codePage = ({ action, loginId, note = '' }: CodePage): string =>
  page(
    'Enter the code',
    `<p>${escape(note)}</p>
<p class="note">The simulated phone: <a href="/sms?to=${encodeURIComponent(loginId)}" target="_blank">messages to ${escape(loginId)}</a></p>
<form method="post" action="${escape(action)}">
  <label>Code <input name="otpCode" inputmode="numeric" autocomplete="one-time-code" required></label>
  <label><input type="checkbox" name="authorize"> Authorize this shop to charge me later without a code</label>
  <button>Pay</button>
</form>`,
  );

export const resultPage = (title: string, detail: string): string =>
  page(title, `<pre>${escape(detail)}</pre><p><a href="/">Back to the shop</a></p>`);
