import type { Clock, CustomerId } from '@wallet/kernel';
import type { Logger } from '@wallet/service';
import { z } from 'zod';
import type { IdentifyCode } from '../codes/identify-code';
import type { Dispatch } from '../dispatch';
import type { DecodeCode } from '../scan/decode-code';
import type { PaymentFactor } from '../scan/payment-factor';
import type { ScanConfiguration } from '../scan-page/scan-configuration';
import type { UnbindingConsultation } from './unbinding-consultation';
import type { WalletRefusal } from './wallet-refusals';

/** Who calls, and how long what is done for him may take. */
export interface WalletCall {
  readonly customerId: CustomerId;
  /** W3C Trace Context. */
  readonly traceparent: string;
  /** Makes the deadline of a command that is sent now. */
  readonly deadline: () => Date;
  /** Whether the caller has left. */
  readonly hasHungUp: () => boolean;
}

/** How many calls of one customer are taken. */
export interface CallLimit {
  /** Whether this one is; then it counts. `at` is epoch milliseconds. */
  admit(customerId: CustomerId, at: number): boolean;
}

/** What the use cases are made of. */
export interface WalletPorts {
  readonly dispatch: Dispatch;
  readonly alipayplus: UnbindingConsultation;
  readonly identifyCode: Pick<IdentifyCode, 'execute'>;
  readonly codeCalls: CallLimit;
  readonly decodeCode: Pick<DecodeCode, 'execute'>;
  readonly paymentFactor: PaymentFactor;
  readonly clock: Clock;
  readonly logger: Logger;
  /** Of what must not be on a topic. */
  readonly hash: (secret: string) => string;
  readonly pspId: string;
  /** What users call this wallet. */
  readonly walletName: string;
  readonly scanConfiguration: { readonly current: ScanConfiguration | undefined };
}

/** Every route may be refused so. */
export type CommonRefusal = 'overload' | 'unavailable';

/** Answers a call, or says why there is no answer. */
export interface WalletUseCase<Input, Answer, Refused> {
  execute(input: Input, call: WalletCall): Promise<Answer | Refused | CommonRefusal>;
}

interface WalletRow<Input extends z.ZodObject, Answer extends z.ZodObject, Refused> {
  readonly method: 'GET' | 'POST' | 'DELETE';
  /** As routers take it. What it names are ids of ours, which the log says. */
  readonly path: string;
  readonly summary: string;
  /** What the path names; all else is of the query, or of the JSON body where the method has one. */
  readonly input: Input;
  readonly answer: Answer;
  /** What an answer says, for the documentation. */
  readonly answered: string;
  /** It is the same for every customer: the app may keep it for so long, and ask by its `etag` whether it is still so. */
  readonly cacheSeconds?: number;
  /** Beside those that every route has. */
  readonly refusals: readonly Refused[];
  readonly useCase: (ports: WalletPorts) => WalletUseCase<z.output<Input>, z.input<Answer>, Refused>;
}

/** One call of the wallet's own app. */
export interface WalletRoute extends Omit<WalletRow<z.ZodObject, z.ZodObject, WalletRefusal>, 'useCase'> {
  readonly useCase: (ports: WalletPorts) => WalletUseCase<object, object, WalletRefusal>;
}

export const route = <
  Input extends z.ZodObject,
  Answer extends z.ZodObject,
  const Refused extends WalletRefusal = never,
>(
  row: WalletRow<Input, Answer, Refused>,
): WalletRoute => row;

/** The names in its path. */
export const pathNames = ({ path }: Pick<WalletRoute, 'path'>): string[] =>
  [...path.matchAll(/:(\w+)/g)].map(([, name = '']) => name);

/** The forms that the documentation knows by name. */
export const namedForms = z.registry<{ readonly id: string }>();

export function named<Form extends z.ZodType>(id: string, form: Form): Form {
  namedForms.add(form, { id });
  return form;
}
