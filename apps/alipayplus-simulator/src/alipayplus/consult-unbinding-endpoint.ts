import { apiPath, noticeFaults, result } from '@wallet/alipayplus';
import type { FastifyInstance } from 'fastify';
import type { Behaviours } from '../faults/behaviours';
import type { Faults } from '../faults/faults';
import { isFault, noticeAnswer, type NoticeBehaviour } from '../wire/notice-behaviour';
import { walletEndpoint, type Alipayplus } from './wallet-endpoint';

/** What Alipay+ says to a user's wish to unbind in the wallet. */
export type UnbindingBehaviour = 'allow' | 'deny' | Exclude<NoticeBehaviour, 'S'>;

export const isUnbindingBehaviour = (text: string): text is UnbindingBehaviour =>
  text === 'allow' || text === 'deny' || isFault(text);

export interface ConsultUnbindingOptions extends Alipayplus {
  readonly behaviours: Behaviours<UnbindingBehaviour>;
  readonly faults: Faults;
}

/** Alipay+'s end of consultUnbinding; behaviours are planned by `authClientId`. */
export function consultUnbindingEndpoint(server: FastifyInstance, options: ConsultUnbindingOptions): void {
  const { behaviours, faults } = options;
  const api = 'consultUnbinding';
  walletEndpoint(server, { api, path: apiPath(api, options.apiPrefix) }, options, ({ body, unproven }) => {
    if (unproven) return { body: { result: result(unproven) } };
    if (noticeFaults(api, body).length > 0) return { body: { result: result('PARAM_ILLEGAL') } };
    const authClientId = String(body.authClientId);
    const behaviour = behaviours.next(authClientId) ?? faults.next('consultUnbinding', authClientId) ?? 'allow';
    if (behaviour === 'deny') return noticeAnswer('S', 'PROCESS_FAIL', { allowUnbinding: 'false' });
    return noticeAnswer(behaviour === 'allow' ? 'S' : behaviour, 'PROCESS_FAIL', { allowUnbinding: 'true' });
  });
}
