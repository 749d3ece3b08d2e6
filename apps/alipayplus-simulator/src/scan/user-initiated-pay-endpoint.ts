import { apiPath, noticeFaults, result, type ResultCode } from '@wallet/alipayplus';
import type { FastifyInstance } from 'fastify';
import { walletEndpoint, type Alipayplus } from '../alipayplus/wallet-endpoint';
import type { Books } from '../books/books';
import type { WalletCall } from '../conformance/wallet-call';
import type { Behaviours } from '../faults/behaviours';
import type { Faults } from '../faults/faults';
import type { JsonObject } from '../wire/exchange';
import { isMisbehaviour, type PlannedAnswer } from '../wire/misbehaviour';
import type { OrderCodes } from './order-codes';
import type { ScanBehaviour } from './scan-behaviour';
import type { ScanCalls } from './scan-calls';

const api = 'userInitiatedPay';

export interface UserInitiatedPayOptions extends Alipayplus {
  readonly acquirerId: string;
  readonly pspId: string;
  readonly books: Books;
  readonly codes: OrderCodes;
  readonly calls: ScanCalls;
  readonly behaviours: Behaviours<ScanBehaviour>;
  readonly faults: Faults;
}

/** Alipay+'s end of userInitiatedPay: answers as planned for the code, keeps the call as it came, and books the order. */
export function userInitiatedPayEndpoint(server: FastifyInstance, options: UserInitiatedPayOptions): void {
  const { calls, books } = options;
  walletEndpoint(server, { api, path: apiPath(api, options.apiPrefix) }, options, (call, rawBody) => {
    const { at, signature, body } = call;
    const { answered, ...planned } = answerTo(call, options);
    const asked = { codeValue: String(body.codeValue), customerId: String(body.customerId) };
    calls.add({ at, ...asked, rawBody: rawBody.toString('utf8'), signature, answered, answer: planned.body });
    if (typeof planned.body.paymentRequestId === 'string')
      books.bookScan({ customerId: asked.customerId, isHandledBySdk: isHandledBySdk(planned.body) }, planned.body);
    return planned;
  });
}

type Answered = PlannedAnswer & { readonly answered: string };

function answerTo({ body, unproven }: WalletCall, options: UserInitiatedPayOptions): Answered {
  const { acquirerId, pspId, codes, behaviours, faults } = options;
  const told = (code: ResultCode): JsonObject => ({ result: result(code), acquirerId, pspId });
  if (unproven) return { answered: 'F', body: told(unproven) };
  if (noticeFaults(api, body).length > 0) return { answered: 'F', body: told('PARAM_ILLEGAL') };
  const [codeValue, customerId] = [String(body.codeValue), String(body.customerId)];
  const answered = behaviours.next(codeValue) ?? faults.next(api, codeValue) ?? 'S';
  if (answered === 'U') return { answered, body: told('UNKNOWN_EXCEPTION') };
  if (isMisbehaviour(answered))
    return { answered, body: codes.decode(codeValue, customerId, 'S'), misbehaviour: answered };
  return { answered, body: codes.decode(codeValue, customerId, answered) };
}

const isHandledBySdk = ({ actionForm }: JsonObject): boolean =>
  (actionForm as JsonObject | undefined)?.actionType === 'HANDLE_BY_SDK';
