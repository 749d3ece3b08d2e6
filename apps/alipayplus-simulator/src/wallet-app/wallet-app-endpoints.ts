import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import type { Agreements } from '../books/agreements';
import { escape, page } from '../http/page';
import { formOf, jsonOf } from '../http/request-body';
import type { Sessions } from './sessions';

const address = z.object({ return: z.url({ protocol: /^https?$/ }) });
const login = address.extend({ loginId: z.string().trim().min(1).max(64) });
const introspection = z.object({ session: z.string() });

/**
 * The wallet's app of one user: `/wallet-app?return=URL` asks who it is and goes back with `session` in the query;
 * `POST /wallet-app/session` tells the wallet whose session that is (as RFC 7662 does).
 */
export function walletAppEndpoints(server: FastifyInstance, sessions: Sessions, agreements: Agreements): void {
  const agreementAt = (consentPage: string) => agreements.referenceOf(consentPage.split('?')[0] ?? '');

  server.get('/wallet-app', (request, reply) => {
    reply.type('text/html');
    const asked = address.safeParse(request.query);
    return asked.success ? loginPage(asked.data.return, agreementAt(asked.data.return)) : reply.code(400).send(nowhere);
  });

  server.post('/wallet-app', (request, reply) => {
    const answered = login.safeParse(formOf(request.body));
    if (!answered.success) return reply.code(400).type('text/html').send(nowhere);
    const { return: returnUrl, loginId } = answered.data;
    return reply.redirect(withSession(returnUrl, sessions.start(loginId)), 303);
  });

  server.post('/wallet-app/session', (request) => {
    const loginId = sessions.loginIdOf(introspection.parse(jsonOf(request.body)).session);
    return loginId === undefined ? { active: false } : { active: true, loginIdType: 'MOBILE', loginId };
  });
}

/** The rest of the query stays as it is, byte for byte. */
function withSession(returnUrl: string, session: string): string {
  const url = new URL(returnUrl);
  url.search = `${url.search === '' ? '?' : `${url.search}&`}session=${session}`;
  return url.href;
}

const loginPage = (returnUrl: string, agreement: string | undefined): string =>
  page(
    'Simulated wallet app',
    `<p class="note">This page plays the wallet's app. Whoever you say you are is logged in for 10 minutes.</p>
<form method="post" action="/wallet-app">
  <input type="hidden" name="return" value="${escape(returnUrl)}">
  <label>Mobile number <input name="loginId" value="852-52412345" inputmode="tel" required></label>
  <button>Log in and go on</button>
</form>`,
    agreement === undefined ? [] : [agreement],
  );

const nowhere = page('Simulated wallet app', '<p>A number and an http or https address to return to are needed.</p>');
