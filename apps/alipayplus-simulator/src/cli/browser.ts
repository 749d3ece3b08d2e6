import { errorMessage } from '@wallet/service';
import { request } from 'undici';
import { addressInPart } from '../wire/secrets';
import { headingOf, postFormWith, wayOnOf, type Page } from './html';
import { Aborted, type Transcript } from './transcript';

/** The user's browser: without script and without cookies; goes on only when it is told to. */
export class Browser {
  constructor(private readonly transcript: Transcript) {}

  /** Throws Aborted when the answer is not 200. */
  open(title: string, url: string): Promise<Page> {
    return this.load(title, url, { expected: [200] });
  }

  /** Sends the form that has this control, filled in; resolves with where it leads to. Throws Aborted when there is no way. */
  async submit(title: string, page: Page, control: string, filled: Readonly<Record<string, string>>): Promise<string> {
    const form = postFormWith(page, control);
    if (!form) return this.fail(title, `the page has no form with "${control}"`);
    const body = new URLSearchParams({ ...form.fields, ...filled }).toString();
    const answer = await this.load(title, form.url, { expected: [200, 303], body });
    return wayOnOf(answer) ?? this.fail(title, `the answer leads nowhere: "${headingOf(answer)}"`);
  }

  fail(title: string, fault: string): never {
    this.transcript.note(title, 'browser', fault);
    throw new Aborted();
  }

  private async load(title: string, url: string, { expected, body }: { expected: readonly number[]; body?: string }) {
    const page = await fetchPage(url, body).catch((error: unknown) => this.fail(title, errorMessage(error)));
    const fault = expected.includes(page.status) ? undefined : `expected ${expected.join(' or ')}, got ${page.status}`;
    this.transcript.note(
      title,
      `browser ${body === undefined ? 'GET' : 'POST'} ${addressInPart(url)}  ${page.status}`,
      fault,
    );
    if (fault) throw new Aborted();
    return page;
  }
}

async function fetchPage(url: string, body: string | undefined): Promise<Page> {
  const headers = { 'content-type': 'application/x-www-form-urlencoded' };
  const response = await request(url, body === undefined ? {} : { method: 'POST', headers, body });
  const { location } = response.headers;
  return {
    url,
    status: response.statusCode,
    location: typeof location === 'string' ? new URL(location, url).href : undefined,
    html: await response.body.text(),
  };
}
