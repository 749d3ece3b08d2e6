import { html } from './html';
import type { Page } from './page';

const notice = (status: number, title: string, text: string, again = false) => ({ status, title, text, again });
/** It may be sent once more. */
const repeatable = (status: number, title: string, text: string) => notice(status, title, text, true);

/** The pages that say why nothing can be done here. */
const notices = {
  'not-found': notice(
    404,
    'There is no such request',
    'The address is wrong or too old. Go back to the shop and choose this wallet once more.',
  ),
  'no-way-back': notice(
    422,
    'This request cannot be completed',
    'It would lead to an address that this wallet does not send its users to. You can close this page.',
  ),
  account: notice(
    403,
    'This account cannot be used',
    'It is not known to the wallet, or it is blocked. Please ask the wallet’s customer service.',
  ),
  'foreign-form': repeatable(
    403,
    'We could not take this answer',
    'It does not come from the page that we showed you. Nothing has changed. Please answer once more.',
  ),
  'bad-form': repeatable(400, 'We could not read this answer', 'Nothing has changed. Please answer once more.'),
  overload: repeatable(429, 'Too many people are here right now', 'Please try again in a moment.'),
  'too-fast': repeatable(429, 'Too many requests from your network', 'Please try again in a moment.'),
  'no-answer': repeatable(
    503,
    'We cannot tell right now',
    'Please try again in a moment. If you have answered already, the same answer once more does no harm.',
  ),
  fault: repeatable(
    500,
    'Something went wrong on our side',
    'Please try again in a moment. If you have answered already, the same answer once more does no harm.',
  ),
};
export type NoticeName = keyof typeof notices;

/** `status` replaces the usual one. */
export function noticePage(name: NoticeName, status?: number): Page {
  const { title, text, again, ...usual } = notices[name];
  const content = html`<h1>${title}</h1>
    <p>${text}</p>
    ${again ? html` <p><a class="action" href="">Try again</a></p>` : ''}`;
  return { status: status ?? usual.status, title, content };
}
