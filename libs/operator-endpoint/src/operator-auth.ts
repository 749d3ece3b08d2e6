import type { OperatorRole } from '@wallet/operator-contract';
import { operatorError } from './operator-error';

export interface Caller {
  /** As the company's issuer names the person; absent when the token names nobody and the body has to say who it is. */
  readonly subject?: string;
  readonly roles: readonly OperatorRole[];
}

/** Who comes with a bearer token. */
export interface OperatorAuth {
  /** Throws what the endpoint answers to a token that is not good (401), or DependencyFault when it cannot be told. */
  authenticate(token: string): Promise<Caller>;
}

export const unauthorized = (message: string) => operatorError(401, 'unauthorized', message);
