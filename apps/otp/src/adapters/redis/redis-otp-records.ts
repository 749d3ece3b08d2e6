import { Money } from '@wallet/money';
import { runScript, type RedisConnection } from '@wallet/redis';
import { z } from 'zod';
import type { CheckRequest, Checked, IssueDecision, IssueRequest, OtpRecords } from '../../application/otp-records';
import type { BoundValues } from '../../domain/bound-values';
import type { OtpLimits } from '../../domain/otp-limits';
import { boundScript } from './bound.script';
import { checkScript } from './check.script';
import { issueScript } from './issue.script';
import { settleScript } from './settle.script';

const issuedReply = z.tuple([z.enum(['send', 'make', 'keep', 'throttled']), z.string(), z.number()]);
const checkedReply = z.tuple([z.enum(['accepted', 'wrong', 'exhausted', 'unavailable']), z.number()]);
const boundReply = z.tuple([z.string(), z.string(), z.string(), z.string()]);
const noBound = z.tuple([z.null(), z.null(), z.null(), z.null()]);

const recordKey = (paymentRequestId: string): string => `otp:{${paymentRequestId}}`;
const numberKey = (numberMac: string, window: 'h' | 'd'): string => `otp:number:${numberMac}:${window}`;

/** One hash per order, changed by Lua scripts on Redis time only. For one Redis, not for a sharded cluster. */
export class RedisOtpRecords implements OtpRecords {
  constructor(
    private readonly connection: RedisConnection,
    private readonly limits: OtpLimits,
  ) {}

  async issue(request: IssueRequest): Promise<IssueDecision> {
    const { numberMac, bound } = request;
    const keys = [recordKey(request.paymentRequestId), numberKey(numberMac, 'h'), numberKey(numberMac, 'd')];
    const reply = await runScript(this.connection, issueScript, keys, [
      request.purpose,
      request.proposedVerifyRequestId,
      request.verifyRequestId,
      request.codeMac,
      request.orderExpiresAt.getTime(),
      ...this.issueLimits(),
      bound.amount.minorUnits.toString(),
      bound.amount.currency,
      bound.referenceMerchantId,
      bound.customerId,
    ]);
    const [kind, verifyRequestId, lifeMs] = issuedReply.parse(reply);
    return kind === 'send' ? { kind, verifyRequestId, lifeMs } : { kind, verifyRequestId };
  }

  async settle(paymentRequestId: string, codeMac: string, result: 'sent' | 'refused'): Promise<void> {
    await runScript(this.connection, settleScript, [recordKey(paymentRequestId)], [codeMac, result]);
  }

  async boundOf(paymentRequestId: string): Promise<BoundValues | undefined> {
    const reply = await runScript(this.connection, boundScript, [recordKey(paymentRequestId)], []);
    if (noBound.safeParse(reply).success) return undefined;
    const [value, currency, referenceMerchantId, customerId] = boundReply.parse(reply);
    return { amount: Money.of(currency, value), referenceMerchantId, customerId };
  }

  async check(request: CheckRequest): Promise<Checked> {
    const { paymentRequestId, verifyRequestId, codeMac, guessMac } = request;
    const args = [paymentRequestId, verifyRequestId, codeMac, guessMac, this.limits.maxTries];
    const reply = await runScript(this.connection, checkScript, [recordKey(paymentRequestId)], args);
    const [verdict, compared] = checkedReply.parse(reply);
    return { verdict, compared: compared === 1 };
  }

  private issueLimits(): number[] {
    const { codeLifeMs, resendMs, smsTimeoutMs, maxTries, maxSends, sendsPerNumberHour, sendsPerNumberDay } =
      this.limits;
    return [codeLifeMs, resendMs, smsTimeoutMs, maxTries, maxSends, sendsPerNumberHour, sendsPerNumberDay];
  }
}
