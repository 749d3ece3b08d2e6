import { parse, type HTMLElement } from 'node-html-parser';

/** A page as the browser of a user without script has it. */
export interface Page {
  readonly url: string;
  readonly status: number;
  /** Absolute, of a redirect. */
  readonly location?: string | undefined;
  readonly html: string;
}

/** A form that is sent by POST: where to, and the fields as they stand. */
export interface PostForm {
  readonly url: string;
  readonly fields: Readonly<Record<string, string>>;
}

/** What the page says in its first heading. */
export const headingOf = ({ html }: Page): string =>
  parse(html).querySelector('h1')?.text.replaceAll(/\s+/g, ' ').trim() ?? '(no heading)';

/** The address of the first link whose query has this parameter. */
export function linkWith(page: Page, parameter: string): string | undefined {
  const links = parse(page.html).querySelectorAll('a[href]');
  return links.map((link) => absolute(page, link, 'href')).find((url) => new URL(url).searchParams.has(parameter));
}

const refreshForm = /^\s*\d+\s*[;,]\s*url\s*=\s*(.+)$/i;

/** Where a browser is sent on to: by a redirect, or by the page itself. */
export function wayOnOf(page: Page): string | undefined {
  if (page.location !== undefined) return page.location;
  const refresh = parse(page.html).querySelector('meta[http-equiv="refresh"]');
  const [, url] = refreshForm.exec(refresh?.getAttribute('content') ?? '') ?? [];
  return url === undefined ? undefined : new URL(url, page.url).href;
}

/** The first form that is sent by POST and has a control of this name. */
export function postFormWith(page: Page, control: string): PostForm | undefined {
  const form = parse(page.html)
    .querySelectorAll('form')
    .find((each) => isPosted(each) && each.querySelector(`[name="${control}"]`));
  if (!form) return undefined;
  const inputs = form.querySelectorAll('input[name]');
  const fields = inputs.map((input): [string, string] => [attribute(input, 'name'), attribute(input, 'value')]);
  return { url: absolute(page, form, 'action'), fields: Object.fromEntries(fields) };
}

const attribute = (element: HTMLElement, name: string): string => element.getAttribute(name) ?? '';

const isPosted = (form: HTMLElement): boolean => attribute(form, 'method').toLowerCase() === 'post';

const absolute = ({ url }: Page, element: HTMLElement, name: string): string =>
  new URL(attribute(element, name) || url, url).href;
