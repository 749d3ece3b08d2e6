import { apiPath, noticeFaults, type ResultCode } from '@wallet/alipayplus';
import type { FastifyInstance } from 'fastify';
import type { Behaviours } from '../faults/behaviours';
import type { Faults } from '../faults/faults';
import type { Agreements } from '../books/agreements';
import { noticeAnswer, type NoticeBehaviour } from '../wire/notice-behaviour';
import type { WalletCall } from '../conformance/wallet-call';
import { walletEndpoint, type Alipayplus } from './wallet-endpoint';

export interface AuthNotifyEndpointOptions extends Alipayplus {
  readonly acquirerId: string;
  readonly pspId: string;
  readonly agreements: Agreements;
  readonly behaviours: Behaviours<NoticeBehaviour>;
  readonly faults: Faults;
}

/** Alipay+'s end of authNotify: books, and answers as planned; what cannot be right is refused whatever was planned. */
export function authNotifyEndpoint(server: FastifyInstance, options: AuthNotifyEndpointOptions): void {
  const { agreements, behaviours, faults, acquirerId, pspId } = options;
  const api = 'authNotify';
  walletEndpoint(server, { api, path: apiPath(api, options.apiPrefix) }, options, (call) => {
    const refusal = refusalOf(call, agreements);
    const subject = String(call.body.referenceAgreementId);
    const behaviour = refusal ? 'F' : (behaviours.next(subject) ?? faults.next('authNotify', subject) ?? 'S');
    agreements.bookNotice({ ...call, answered: behaviour }, refusal);
    return noticeAnswer(behaviour, refusal ?? 'ACCESS_DENIED', { acquirerId, pspId });
  });
}

function refusalOf({ body, unproven }: WalletCall, agreements: Agreements): ResultCode | undefined {
  if (unproven) return unproven;
  if (noticeFaults('authNotify', body).length > 0) return 'PARAM_ILLEGAL';
  return agreements.isRequested(body) ? undefined : 'PROCESS_FAIL';
}
