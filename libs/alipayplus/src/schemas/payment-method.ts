import { isDeepStrictEqual } from 'node:util';
import { z } from 'zod';
import { id, text } from './fields';

const metaDataSchema = z.object({
  userLoginId: text(64).optional(),
  /** An open enumeration: `MOBILE`, `EMAIL`. Which ones exist for a user is the directory's business. */
  userLoginIdType: text(32).optional(),
});

/** Takes `paymentMethodMetaData` in either spelling; both are refused if they differ. */
export const paymentMethodSchema = z
  .object({
    paymentMethodType: text(64),
    paymentMethodId: id(128).optional(),
    paymentMethodMetaData: metaDataSchema.optional(),
    paymentMethodMetadata: metaDataSchema.optional(),
  })
  .transform(({ paymentMethodMetaData: first, paymentMethodMetadata: second, ...method }, context) => {
    if (!first || !second || isDeepStrictEqual(first, second)) return { ...method, ...(first ?? second) };
    context.addIssue({ code: 'custom', path: ['paymentMethodMetaData'], message: 'is given twice and differs' });
    return z.NEVER;
  });

type PaymentMethod = z.output<typeof paymentMethodSchema>;

/** How Alipay+ names the payer. */
export type PayerReference =
  | { readonly by: 'paymentMethodId'; readonly paymentMethodId: string }
  | { readonly by: 'userLoginId'; readonly userLoginId: string; readonly userLoginIdType: string | undefined };

/** By `paymentMethodId` if there is one, else by `userLoginId`; undefined when there is neither. */
export function payerOf({ paymentMethodId, userLoginId, userLoginIdType }: PaymentMethod): PayerReference | undefined {
  if (paymentMethodId !== undefined) return { by: 'paymentMethodId', paymentMethodId };
  if (userLoginId !== undefined) return { by: 'userLoginId', userLoginId, userLoginIdType };
  return undefined;
}
