import { z } from 'zod';
import type { Parsed } from '../results/parsed';
import type { Result } from '../results/result-codes';
import { echoedFields } from './echoed';
import { dateTime, flag, id, passThroughInfo, positiveAmount, text, theirResultSchema, url } from './fields';
import { scannedOrderSchema } from './order';
import { parseWith } from './parse-with';
import { quote } from './quote';
import { verbatim } from './verbatim';

const decodedFields = z
  .object({
    acquirerId: id(),
    pspId: id(),
    paymentRequestId: id(),
    order: scannedOrderSchema,
    paymentAmount: positiveAmount,
    payToAmount: positiveAmount,
    paymentQuote: quote.optional(),
    surchargeInfo: verbatim.optional(),
    authorizationInfo: verbatim.optional(),
    paymentFactor: z.object({ isInStorePayment: flag }).default({ isInStorePayment: false }),
    paymentNotifyUrl: url.optional(),
    paymentRedirectUrl: url.optional(),
    paymentRedirectURL: url.optional(),
    paymentExpiryTime: dateTime.optional(),
    passThroughInfo: passThroughInfo.optional(),
    ...echoedFields,
  })
  .transform(({ paymentRedirectURL, ...decoded }) => ({
    ...decoded,
    paymentRedirectUrl: decoded.paymentRedirectUrl ?? paymentRedirectURL,
  }));

/** The order behind a scanned code, as the cashier shows it. */
export type DecodedOrder = z.output<typeof decodedFields>;

const envelope = z.object({
  result: theirResultSchema,
  codeType: text(32).optional(),
  paymentRequestId: id().optional(),
  paymentExpiryTime: dateTime.optional().catch(undefined),
  actionForm: z
    .object({
      actionType: z.enum(['HANDLE_BY_PSP', 'HANDLE_BY_SDK']).optional(),
      sdkActionPayload: text(65_536).optional(),
    })
    .optional(),
});

/**
 * What Alipay+ makes of a scanned code. See docs/alipayplus.md#userinitiatedpay.
 * `decoded`: show the cashier. `handleBySdk`: hand the payload to the client SDK and debit nothing, whatever the result says.
 * `noOrder`: the code is known, but not one to pay. `refused`: for good. `repeat`: the same request again.
 */
export type UserInitiatedPayAnswer =
  | { readonly kind: 'decoded'; readonly order: DecodedOrder }
  | {
      readonly kind: 'handleBySdk';
      readonly sdkActionPayload: string;
      readonly paymentRequestId: string | undefined;
      readonly paymentExpiryTime: Date | undefined;
    }
  | { readonly kind: 'noOrder'; readonly codeType: string | undefined }
  | { readonly kind: 'refused'; readonly result: Result }
  | { readonly kind: 'repeat'; readonly result: Result };

/** Refused is an answer that cannot be read: as good as none, so the request is repeated. */
export function parseUserInitiatedPayAnswer(json: unknown): Parsed<UserInitiatedPayAnswer> {
  const parsed = parseWith(envelope, json);
  if (!parsed.ok) return parsed;
  const { result, codeType, actionForm } = parsed.value;
  if (actionForm?.actionType === 'HANDLE_BY_SDK') return handledBySdk(parsed.value);
  if (result.resultStatus === 'F') return { ok: true, value: { kind: 'refused', result } };
  if (result.resultStatus === 'U') return { ok: true, value: { kind: 'repeat', result } };
  if (codeType !== 'ORDER_CODE') return { ok: true, value: { kind: 'noOrder', codeType } };
  const order = parseWith(decodedFields, json);
  return order.ok ? { ok: true, value: { kind: 'decoded', order: order.value } } : order;
}

function handledBySdk({
  actionForm,
  paymentRequestId,
  paymentExpiryTime,
}: z.output<typeof envelope>): Parsed<UserInitiatedPayAnswer> {
  const sdkActionPayload = actionForm?.sdkActionPayload;
  if (sdkActionPayload === undefined)
    return { ok: false, code: 'PARAM_ILLEGAL', field: 'actionForm.sdkActionPayload', reason: 'is missing' };
  return { ok: true, value: { kind: 'handleBySdk', sdkActionPayload, paymentRequestId, paymentExpiryTime } };
}
