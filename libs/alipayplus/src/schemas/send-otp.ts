import { z } from 'zod';
import { illegal, type Parsed } from '../results/parsed';
import { id, text } from './fields';
import { parseWith } from './parse-with';

const requestFields = { acquirerId: id(), pspId: id(), verifyType: text(32).optional() };

const orderSchema = z
  .object({
    ...requestFields,
    /** The `paymentRequestId` of the order. */
    referenceRequestId: id(),
    /** To compare with the order's, unless masked; never a destination. */
    userLoginId: text(64),
    userLoginIdType: text(32).optional(),
  })
  .transform((request) => ({ kind: 'order' as const, ...request }));

const accessTokenSchema = z
  .object({ ...requestFields, accessToken: id(128) })
  .transform((request) => ({ kind: 'accessToken' as const, ...request }));

const marksSchema = z.object({ accessToken: z.unknown().optional(), referenceRequestId: z.unknown().optional() });

/** Send the OTP of an Easy Pay order again, or one to the customer of an access token. See docs/alipayplus.md#sendotp. */
export type SendOtp = z.output<typeof orderSchema> | z.output<typeof accessTokenSchema>;

/** The kind is by what it names: `referenceRequestId` or `accessToken`, never both. */
export function parseSendOtp(json: unknown): Parsed<SendOtp> {
  const marks = parseWith(marksSchema, json);
  if (!marks.ok) return marks;
  if (marks.value.accessToken === undefined) return parseWith(orderSchema, json);
  if (marks.value.referenceRequestId === undefined) return parseWith(accessTokenSchema, json);
  return illegal('accessToken', 'excludes referenceRequestId');
}
