import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import type { Agreements } from '../books/agreements';
import { page } from '../http/page';
import { merchantReturn, type MerchantReturns } from './merchant-returns';

/** The merchant's redirect target `/merchant/return`, and who came back there: `/merchant/returns?authState=…`. */
export function merchantEndpoints(server: FastifyInstance, returns: MerchantReturns, agreements: Agreements): void {
  server.get('/merchant/return', (request, reply) => {
    const query = merchantReturn.parse(request.query);
    returns.record({ at: new Date().toISOString(), ...query });
    agreements.bookReturn(query.referenceAgreementId, query.authCode);
    const outcome = query.authCode === undefined ? 'The wallet gave no code.' : 'The wallet gave a code.';
    const about = query.referenceAgreementId === undefined ? [] : [query.referenceAgreementId];
    return reply.type('text/html').send(page('Back at the merchant', `<p>${outcome}</p>`, about));
  });

  server.get('/merchant/returns', (request) =>
    returns.of(z.object({ authState: z.string().optional() }).parse(request.query).authState),
  );
}
