import type { AgreementScope } from '@wallet/contracts';
import { assertNever } from '@wallet/kernel';
import type { ConsentRequest, ConsentView, SentBack } from '../../../application/consent/consent-view';
import { html, type Html } from './html';
import { noticePage } from './notice-pages';
import type { Page } from './page';

/** What each scope lets an auth client do, in plain words. */
const scopeWords: Record<AgreementScope, string> = {
  AGREEMENT_PAY: 'Take payments from your wallet, without asking you for a code each time',
  BASE_USER_INFO: 'See who you are: basic facts of your profile, such as your name',
  HASH_LOGIN_ID: 'Recognise you by a scrambled form of your login',
  SEND_OTP: 'Have a verification code sent to your phone',
  USER_INFO: 'See your profile',
  USER_LOGIN_ID: 'See the phone number that you log in with',
};

type View = ConsentView | SentBack;
type Of<Kind extends View['kind']> = Extract<View, { kind: Kind }>;

/** Puts a view into words. */
export function pageOf(view: View): Page {
  switch (view.kind) {
    case 'question':
      return questionPage(view);
    case 'log-in':
      return logInPage(view);
    case 'given':
    case 'refused':
      return decidedPage(view);
    case 'sent-back':
      return wayBackPage(view);
    case 'expired':
      return { status: 410, title: 'This request has expired', content: expired(view) };
    case 'obstacle':
      return noticePage(view.obstacle);
    default:
      return assertNever(view);
  }
}

function questionPage({ request, userLoginId, form }: Of<'question'>): Page {
  const content = html`${asked(request)}
    <dl>
      <dt>Your account</dt>
      <dd>${userLoginId}</dd>
      <dt>You go back to</dt>
      <dd>${request.returnHost}</dd>
    </dl>
    <h2>What happens next</h2>
    <p>
      If you allow it, you go back to ${name(request)}, which can do the above from then on. You can ask to end it in
      your wallet’s app, or at the merchant. If you refuse, you go back too, and nothing changes.
    </p>
    <form method="post">
      <input type="hidden" name="session" value="${form.session}" />
      <input type="hidden" name="formToken" value="${form.formToken}" />
      <button class="action" name="decision" value="give">Allow</button>
      <button class="action other" name="decision" value="refuse">Refuse</button>
    </form>`;
  return { status: 200, title: 'Your consent', content, hasForm: true };
}

function logInPage({ request, hadSession, walletAppUrl }: Of<'log-in'>): Page {
  const ended = html`<p class="note" role="status">Your session has ended.</p>`;
  const content = html`${hadSession ? ended : ''}${asked(request)}
    <h2>What happens next</h2>
    <p>Log in to your wallet’s app to answer. Nothing is allowed until you say so.</p>
    <p><a class="action" href="${walletAppUrl}">Continue in the wallet’s app</a></p>`;
  return { status: 200, title: 'Your consent', content };
}

const asked = (request: ConsentRequest): Html =>
  html`<h1>${name(request)} asks for your consent</h1>
    <h2 id="scopes">You would allow it to</h2>
    <ul aria-labelledby="scopes">
      ${request.scopes.map((scope) => html`<li>${scopeWords[scope]}</li> `)}
    </ul>`;

function decidedPage({ kind, authClientName, returnUrl }: Of<'given' | 'refused'>): Page {
  const client = name({ authClientName });
  const said = {
    given: html`<h1>You have given your consent to ${client}</h1>
      <p>You can ask to end it in your wallet’s app, or at the merchant.</p>`,
    refused: html`<h1>You have refused ${client}</h1>
      <p>Nothing has changed. To start again, go back and choose this wallet once more.</p>`,
  }[kind];
  const link =
    returnUrl === undefined ? '' : html`<p><a class="action" href="${returnUrl}">Go back to ${client}</a></p>`;
  const title = kind === 'given' ? 'Consent given' : 'Consent refused';
  return { status: 200, title, content: html`${said} ${link}` };
}

/** Leads on by itself, and by its link where browsers are told not to. */
function wayBackPage({ decision, returnUrl }: Of<'sent-back'>): Page {
  const title = decision === 'given' ? 'Consent given' : 'Consent refused';
  const content = html`<h1>You go back to <bdi>${new URL(returnUrl).host}</bdi></h1>
    <p>${decision === 'given' ? 'You have given your consent.' : 'You have refused, and nothing has changed.'}</p>
    <p><a class="action" href="${returnUrl}">Go on</a></p>`;
  return { status: 200, title, content, leadsTo: returnUrl };
}

const expired = ({ authClientName }: Of<'expired'>): Html =>
  html`<h1>This request has expired</h1>
    <p>Nothing has changed. Go back to ${name({ authClientName })} and choose this wallet once more.</p>`;

/** Kept apart from the text around it, in whatever direction it is written. */
const name = ({ authClientName }: Pick<ConsentRequest, 'authClientName'>): Html => html`<bdi>${authClientName}</bdi>`;
