import type { ServedApi } from '@wallet/alipayplus';
import type { CallSubject } from '../../application/alipayplus/api';

/** What is known of a call from its first line on. */
export interface InboundCall {
  /** When the headers had arrived; epoch milliseconds. */
  readonly arrivedAt: number;
  /** The trace that begins with this call. */
  readonly traceparent: string;
  /** Path and query, as both signatures cover them. */
  readonly uri: string;
  /** Undefined on every other path. */
  readonly api: ServedApi | undefined;
  /** Once the signature was found good. */
  isProven?: boolean;
  /** Known once the verified body is parsed: when we answer by ourselves. */
  deadline?: Date;
  /** Known once the verified body is parsed; of one that is refused then, the payment that it names. */
  subject?: CallSubject;
  /** Of a call that is refused before its API sees it: the field and the rule, as it is answered. */
  why?: string | undefined;
}

declare module 'fastify' {
  interface FastifyRequest {
    call: InboundCall;
  }
}
