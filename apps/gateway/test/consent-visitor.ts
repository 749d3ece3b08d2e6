import { answerPlace, seal, type Answer, type Result } from '@wallet/contracts';
import { done } from '@wallet/kernel';
import { SignJWT } from 'jose';
import { correlationId } from './fake-commands';
import { now, type GatewayUnderTest } from './gateway-under-test';
import { authCode } from './requests';

export const consentId = 'AbCdEfGhIjKlMnOpQrStUv';
export const pagePath = `/consent/${consentId}`;
export const nowSeconds = Math.floor(now.getTime() / 1000);
export const userSession = { sub: 'customer-1', aud: `consent:${consentId}`, exp: nowSeconds + 300 };

export interface TestPage {
  readonly status: number;
  readonly headers: Record<string, unknown>;
  readonly body: string;
}

type ConsentPage = Extract<Result, { kind: 'consent-page' }>;

/** A user's browser at the gateway, without script and cookies. */
export class ConsentVisitor {
  constructor(readonly gateway: GatewayUnderTest) {}

  session(claims: Record<string, unknown> = userSession): Promise<string> {
    return new SignJWT(claims).setProtectedHeader({ alg: 'EdDSA' }).sign(this.gateway.walletApp.privateKey);
  }

  async open(path = pagePath, method: 'GET' | 'PUT' | 'HEAD' | 'DELETE' = 'GET'): Promise<TestPage> {
    return this.read(await this.gateway.inject({ method, url: path }));
  }

  async openWith(session: string): Promise<TestPage> {
    return this.open(`${pagePath}?session=${encodeURIComponent(session)}`);
  }

  async post(form: Record<string, string> | string, over: { path?: string; type?: string } = {}): Promise<TestPage> {
    const payload = typeof form === 'string' ? form : new URLSearchParams(form).toString();
    const headers = { 'content-type': over.type ?? 'application/x-www-form-urlencoded' };
    return this.read(await this.gateway.inject({ method: 'POST', url: over.path ?? pagePath, payload, headers }));
  }

  /** Opens the page and sends its form with this decision. */
  async decide(decision: 'give' | 'refuse', over: Record<string, string> = {}): Promise<TestPage> {
    this.gateway.browserCommands.nextAnswers.unshift(this.page(), this.page());
    const page = await this.openWith(await this.session());
    return this.post({ ...hiddenFields(page), decision, ...over });
  }

  page(over: { [Field in keyof ConsentPage]?: ConsentPage[Field] | undefined } = {}): Answer {
    return done({
      kind: 'consent-page',
      status: 'open',
      authClientName: 'Shop & Co',
      scopes: ['AGREEMENT_PAY', 'SEND_OTP'],
      userLoginId: '852-***1234',
      authRedirectUrl: 'https://shop.example/back?order=1',
      authState: 'state 1',
      ...over,
    }) as Answer;
  }

  decided(decision: 'given' | 'refused', over: { authRedirectUrl?: string; authState?: string } = {}): Answer {
    const way = { authRedirectUrl: 'https://shop.example/back?order=1', authState: 'state 1', ...over };
    const code = decision === 'given' && { sealedAuthCode: this.sealedCode() };
    return done({ kind: 'consent-decided', decision, ...way, ...code } as const);
  }

  sealedCode() {
    return seal(authCode, answerPlace(correlationId), this.gateway.sealKeys);
  }

  private read(reply: { statusCode: number; headers: Record<string, unknown>; payload: string }): TestPage {
    return { status: reply.statusCode, headers: reply.headers, body: reply.payload.replaceAll(/\s+/g, ' ') };
  }
}

export const hiddenFields = ({ body }: TestPage): Record<string, string> =>
  Object.fromEntries(
    [...body.matchAll(/<input type="hidden" name="(\w+)" value="([^"]*)"/g)].map(([, name = '', value = '']) => [
      name,
      value,
    ]),
  );

const unescaped: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', '#39': "'" };
const unescape = (text = ''): string => text.replaceAll(/&(#?\w+);/g, (_, name: string) => unescaped[name] ?? '?');

/** Where a page leads on to: by itself, and by its one link. */
export function leadsTo({ body }: TestPage): { refresh: string; link: string } {
  const [, refresh] = /<meta http-equiv="refresh" content="0; url=([^"]*)" \/>/.exec(body) ?? [];
  const [, link] = /<a class="action" href="([^"]*)">/.exec(body) ?? [];
  return { refresh: unescape(refresh), link: unescape(link) };
}

/** What is true of every page, whatever it says. */
export function expectSafePage({ headers, body }: TestPage): void {
  expect(headers).toMatchObject({
    'content-type': 'text/html; charset=utf-8',
    'cache-control': 'no-store',
    'referrer-policy': 'no-referrer',
    'x-content-type-options': 'nosniff',
  });
  const policy = String(headers['content-security-policy']);
  expect(policy).toMatch(
    /^default-src 'none'; style-src 'self'; form-action [^;]+; base-uri 'none'; frame-ancestors 'none'$/,
  );
  for (const name of ['set-cookie', 'signature', 'client-id']) expect(headers[name]).toBeUndefined();
  expect(body).toMatch(/^<!doctype html> <html lang="en">.*<title>[^<]+ - Test Wallet<\/title>/);
  expect(body).toMatch(/<main>.*<h1>.+<\/h1>.*<\/main>/);
  expect(body).not.toMatch(/<script|<style|<[^>]* (?:style|on\w+)=|javascript:/i);
}
