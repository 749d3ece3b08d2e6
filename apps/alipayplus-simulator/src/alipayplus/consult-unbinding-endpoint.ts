import { parseConsultUnbinding, result } from '@wallet/alipayplus';
import type { FastifyInstance } from 'fastify';
import type { Behaviours } from '../behaviours';
import { walletEndpoint, type Alipayplus, type PlannedAnswer } from './wallet-endpoint';

/** What Alipay+ says to a user's wish to unbind in the wallet. */
export const unbindingBehaviours = ['allow', 'deny', 'U', 'F', 'hang'] as const;
export type UnbindingBehaviour = (typeof unbindingBehaviours)[number];

export interface ConsultUnbindingOptions extends Alipayplus {
  readonly behaviours: Behaviours<UnbindingBehaviour>;
}

/** Alipay+'s end of consultUnbinding; behaviours are planned by `authClientId`. */
export function consultUnbindingEndpoint(server: FastifyInstance, options: ConsultUnbindingOptions): void {
  walletEndpoint(server, 'consultUnbinding', options, ({ body, signature }) => {
    if (signature !== 'valid') return { body: { result: result('INVALID_SIGNATURE') } };
    const consulted = parseConsultUnbinding(body);
    if (!consulted.ok) return { body: { result: result('PARAM_ILLEGAL') } };
    return answers[options.behaviours.next(consulted.value.authClientId)];
  });
}

const allowed = (allowUnbinding: 'true' | 'false'): PlannedAnswer => ({
  body: { result: result('SUCCESS'), allowUnbinding },
});

const answers: Readonly<Record<UnbindingBehaviour, PlannedAnswer>> = {
  allow: allowed('true'),
  deny: allowed('false'),
  U: { body: { result: result('UNKNOWN_EXCEPTION') } },
  F: { body: { result: result('PROCESS_FAIL') } },
  hang: { ...allowed('true'), misbehaviour: 'hang' },
};
