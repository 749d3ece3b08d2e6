import type { Money } from '@wallet/money';

/** What a code is good for: a change of any of these invalidates it (RTS (EU) 2018/389 art. 5). */
export interface BoundValues {
  readonly amount: Money;
  readonly referenceMerchantId: string;
  readonly customerId: string;
}
