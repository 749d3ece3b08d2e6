import { runScript, type RedisConnection } from '@wallet/redis';
import { z } from 'zod';
import {
  sendLimits,
  type CheckRequest,
  type Checked,
  type IssueDecision,
  type IssueRequest,
  type OtpRecords,
} from '../../application/otp-records';
import { reachedShare } from '../../domain/country-budget';
import type { Destination } from '../../domain/destination';
import type { OtpLimits } from '../../domain/otp-limits';
import type { Subject, SubjectKind } from '../../domain/subject';
import { boundScript } from './bound.script';
import { checkScript } from './check.script';
import { issueScript } from './issue.script';
import { settleScript } from './settle.script';

const current = [z.string(), z.number(), z.number().transform((delivered) => delivered === 1)] as const;
const issuedReply = z.union([
  z.tuple([z.literal('send'), ...current, z.number()]),
  z.tuple([z.enum(['make', 'keep']), ...current, z.literal('')]),
  z.tuple([z.literal('throttled'), ...current, z.enum(sendLimits)]),
]);
const checkedReply = z.tuple([
  z.enum(['accepted', 'wrong', 'exhausted', 'unavailable', 'blocked']),
  z.number(),
  z.number(),
]);
const boundReply = z.string().nullable();

const keyPrefixes: Record<SubjectKind, string> = {
  order: 'otp:',
  'auth-code': 'otp:code:',
  'access-token': 'otp:token:',
};
const recordKey = ({ kind, id }: Subject): string => `${keyPrefixes[kind]}{${id}}`;

/** One hash per subject, changed by Lua scripts on Redis time only. For one Redis, not for a sharded cluster. */
export class RedisOtpRecords implements OtpRecords {
  constructor(
    private readonly connection: RedisConnection,
    private readonly limits: OtpLimits,
  ) {}

  async issue(request: IssueRequest): Promise<IssueDecision> {
    const reply = await runScript(this.connection, issueScript, keysOf(request), [
      request.purpose,
      request.proposedVerifyRequestId,
      request.verifyRequestId,
      request.codeMac,
      request.bound,
      request.bar ?? '',
      request.expiresAt.getTime(),
      ...issueLimits(this.limits, request.destination),
    ]);
    const [kind, verifyRequestId, number, delivered, last] = issuedReply.parse(reply);
    switch (kind) {
      case 'send': {
        const budgetReached = reachedShare(last, budgetOf(this.limits, request.destination));
        return { kind, verifyRequestId, lifeMs: number, budgetReached };
      }
      case 'throttled':
        return { kind, verifyRequestId, delivered, limit: last, lasts: number === 1 };
      case 'make':
      case 'keep':
        return { kind, verifyRequestId, delivered };
    }
  }

  async settle(subject: Subject, codeMac: string, result: 'sent' | 'refused'): Promise<void> {
    const args = [codeMac, result, this.limits.conversionSends];
    await runScript(this.connection, settleScript, [recordKey(subject)], args);
  }

  async boundOf(subject: Subject): Promise<string | undefined> {
    const reply = await runScript(this.connection, boundScript, [recordKey(subject)], []);
    return boundReply.parse(reply) ?? undefined;
  }

  async check({ subject, verifyRequestId, codeMac, guessMac }: CheckRequest): Promise<Checked> {
    const { maxTries, wrongCodesPerAccount, accountBlockMs, conversionSends } = this.limits;
    const limits = [maxTries, wrongCodesPerAccount, accountBlockMs, conversionSends];
    const args = [subject.id, verifyRequestId, codeMac, guessMac, ...limits];
    const reply = await runScript(this.connection, checkScript, [recordKey(subject)], args);
    const [verdict, compared, blocks] = checkedReply.parse(reply);
    return { verdict, compared: compared === 1, blocksAccount: blocks === 1 };
  }
}

function keysOf({ subject, numberMac, destination, customerId, merchantId }: IssueRequest): string[] {
  const { prefix, callingCode } = destination;
  return [
    recordKey(subject),
    `otp:number:${numberMac}`,
    `otp:prefix:${prefix}`,
    `otp:country:${callingCode}`,
    `otp:account:${customerId}`,
    ...(merchantId === undefined ? [] : [`otp:merchant:${merchantId}`]),
  ];
}

const budgetOf = ({ countryBudgets, sendsPerCountryDay }: OtpLimits, { callingCode }: Destination) =>
  countryBudgets.get(callingCode) ?? sendsPerCountryDay;

function issueLimits(limits: OtpLimits, destination: Destination): number[] {
  const { codeLifeMs, resendMs, smsTimeoutMs, maxTries, maxSends } = limits;
  const { sendsPerNumberHour, sendsPerNumberDay, sendsPerMerchantHour, sendsPerPrefix, prefixWindowMs } = limits;
  const { conversionSends, conversionPercent, prefixBlockMs } = limits;
  const budget = budgetOf(limits, destination) ?? -1;
  const leastBack = Math.ceil((conversionSends * conversionPercent) / 100);
  return [
    ...[codeLifeMs, resendMs, smsTimeoutMs, maxTries, maxSends],
    ...[sendsPerNumberHour, sendsPerNumberDay, sendsPerMerchantHour, sendsPerPrefix, prefixWindowMs, budget],
    ...[conversionSends, leastBack, prefixBlockMs],
  ];
}
