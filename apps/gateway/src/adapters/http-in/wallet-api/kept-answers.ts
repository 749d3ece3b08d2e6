import { createHash } from 'node:crypto';
import type { FastifyInstance } from 'fastify';

/** As `if-none-match` lists them: weak ones are as good, and `*` is any. */
const names = (header: string, etag: string): boolean =>
  header.split(',').some((each) => each.trim().replace(/^W\//, '') === etag || each.trim() === '*');

/** An answer that the app may keep is sent with its `etag`, and not again to who has it. RFC 9110, §13.1.2. */
export function keepAnswers(fastify: FastifyInstance): void {
  fastify.addHook('onSend', (request, reply, payload, done) => {
    const { cacheSeconds } = request.walletCall;
    if (cacheSeconds === undefined || reply.statusCode !== 200 || typeof payload !== 'string')
      return done(null, payload);
    const etag = `"${createHash('sha256').update(payload).digest('base64url').slice(0, 22)}"`;
    reply.headers({ etag, 'cache-control': `private, max-age=${cacheSeconds}` });
    if (!names(request.headers['if-none-match'] ?? '', etag)) return done(null, payload);
    reply.code(304).removeHeader('content-type').removeHeader('content-length');
    done(null, '');
  });
}
