import { html } from './html';
import type { Page } from './page';

interface Notice {
  readonly status: number;
  readonly title: string;
  readonly text: string;
  readonly again?: true;
}

/** The pages that say why nothing can be done here. */
const notices = {
  'not-found': {
    status: 404,
    title: 'There is no such request',
    text: 'The address is wrong or too old. Go back to the shop and choose this wallet once more.',
  },
  'no-way-back': {
    status: 422,
    title: 'This request cannot be completed',
    text: 'It would lead to an address that this wallet does not send its users to. You can close this page.',
  },
  account: {
    status: 403,
    title: 'This account cannot be used',
    text: 'It is not known to the wallet, or it is blocked. Please ask the wallet’s customer service.',
  },
  'foreign-form': {
    status: 403,
    title: 'We could not take this answer',
    text: 'It does not come from the page that we showed you. Nothing has changed. Please answer once more.',
    again: true,
  },
  'bad-form': {
    status: 400,
    title: 'We could not read this answer',
    text: 'Nothing has changed. Please answer once more.',
    again: true,
  },
  overload: {
    status: 429,
    title: 'Too many people are here right now',
    text: 'Please try again in a moment.',
    again: true,
  },
  'too-fast': {
    status: 429,
    title: 'Too many requests from your network',
    text: 'Please try again in a moment.',
    again: true,
  },
  'no-answer': {
    status: 503,
    title: 'We cannot tell right now',
    text: 'Please try again in a moment. If you have answered already, the same answer once more does no harm.',
    again: true,
  },
  fault: {
    status: 500,
    title: 'Something went wrong on our side',
    text: 'Please try again in a moment. If you have answered already, the same answer once more does no harm.',
    again: true,
  },
} as const satisfies Record<string, Notice>;
export type NoticeName = keyof typeof notices;

/** `status` replaces the usual one. */
export function noticePage(name: NoticeName, status?: number): Page {
  const notice: Notice = notices[name];
  const again = notice.again ? html` <p><a class="action" href="">Try again</a></p>` : '';
  const content = html`<h1>${notice.title}</h1>
    <p>${notice.text}</p>
    ${again}`;
  return { status: status ?? notice.status, title: notice.title, content };
}
