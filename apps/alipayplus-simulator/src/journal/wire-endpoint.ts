import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { escape, page, wirePath } from '../http/page';
import { resultOf } from '../wire/exchange';
import { readable } from '../wire/secrets';
import type { Journal, WireCall } from './journal';

const texts = z.union([z.string().transform((id) => [id]), z.array(z.string())]);
const asked = z.object({ id: texts.default([]) });
const listed = 50;

/** `GET /wire?id=…` (several may come) shows what went over the wire about payments and agreements; without one, which there are. */
export function wireEndpoint(server: FastifyInstance, journal: Journal, startedAt: string): void {
  server.get('/wire', (request, reply) => {
    const { id: ids } = asked.parse(request.query);
    reply.type('text/html');
    if (ids.length === 0) return listPage(journal.newest(listed));
    const calls = journal.about(ids);
    const nothing = `<p>Nothing is known of ${escape(ids.join(', '))}. ${escape(sinceWhen(startedAt))}</p>`;
    return page('On the wire', calls.length === 0 ? nothing : calls.map(section).join('\n'), ids);
  });
}

/** Why a simulator does not know something. */
export const sinceWhen = (startedAt: string): string =>
  `This simulator was started at ${startedAt}, and knows only what was made since.`;

const listPage = (ids: readonly string[]): string =>
  page(
    'On the wire',
    ids.length === 0
      ? '<p>Nothing yet.</p>'
      : `<p>The newest payments, agreements and scanned codes:</p>
<ul>${ids.map((id) => `<li><a href="${escape(wirePath([id]))}">${escape(id)}</a></li>`).join('')}</ul>`,
  );

function section({ at, by, api, request, answer, remarks }: WireCall): string {
  const result = resultOf(answer);
  const told = resultOf(request, 'paymentResult') ?? resultOf(answer, 'paymentResult');
  const outcome = result ? `${result.resultStatus} ${result.resultCode}` : 'no answer';
  const payment = told ? `, payment ${told.resultStatus} ${told.resultCode}` : '';
  return `<h2>${escape(`${api}: ${outcome}${payment}`)}</h2>
<p class="note">${escape([at, `${by} called`, ...remarks].join(', '))}</p>
<details><summary>Call</summary><pre>${escape(readable(request))}</pre></details>
${answer === undefined ? '' : `<details><summary>Answer</summary><pre>${escape(readable(answer))}</pre></details>`}`;
}
