import type { Payment } from '@wallet/operator-contract';
import type { CustomerLookup } from '../../domain/order/terms';

/** The named fields of an answer as the database gives them: what happened at a time is a Date. */
export type Recorded<T> = T extends readonly (infer Item)[]
  ? readonly Recorded<Item>[]
  : T extends object
    ? {
        readonly [Key in keyof T as string extends Key ? never : Key]: Key extends `${string}At`
          ? Date | Exclude<T[Key], string>
          : Recorded<T[Key]>;
      }
    : T;

/** All that payments knows of one order, numbers in plain; lists are in the order of time. */
export interface PaymentRecord extends Omit<Recorded<Payment>, 'order'> {
  readonly order: Omit<Recorded<Payment['order']>, 'mobileNumber' | 'lookup'> & {
    readonly mobileNumber: string | null;
    readonly lookup: CustomerLookup | null;
  };
}

export abstract class PaymentRecords {
  /** By paymentRequestId, by our paymentId, by one of the ids of a refund of it, or by the id that its customer sees: the first that fits. */
  abstract find(id: string): Promise<PaymentRecord | undefined>;
}
