import { runScript, type RedisConnection, type Script } from '@wallet/redis';
import { z } from 'zod';
import type { CheckRequest, Checked, IssueDecision, IssueRequest, OtpRecords } from '../../application/otp-records';
import { reachedShare } from '../../domain/country-budget';
import type { Subject } from '../../domain/subject';
import { boundScript } from './bound.script';
import { checkScript } from './check.script';
import { issueScript } from './issue.script';
import type { KeyGuard } from './key-guard';
import { recordKey } from './record-key';
import { settleScript } from './settle.script';

const current = [z.string(), z.number(), z.number().transform((delivered) => delivered === 1)] as const;
const issuedReply = z.union([
  z.tuple([z.literal('send'), ...current, z.number()]),
  z.tuple([z.enum(['make', 'keep']), ...current, z.literal('')]),
  z.tuple([z.literal('throttled'), ...current, z.string()]),
]);
const checkedReply = z.tuple([
  z.enum(['accepted', 'wrong', 'exhausted', 'unavailable', 'blocked']),
  z.number(),
  z.number(),
]);
const boundReply = z.string().nullable();

/** All of them reach the scripts, which read each by its name; these are read here. */
interface Limits {
  readonly OTP_COUNTRY_BUDGETS: Readonly<Record<string, number>>;
  readonly OTP_SENDS_PER_COUNTRY_DAY?: number | undefined;
}

/** One hash per subject, changed by Lua scripts on Redis time only. For one Redis, not for a sharded cluster. */
export class RedisOtpRecords implements OtpRecords {
  private readonly limitsJson: string;

  /** `guard`: of the key that all MACs are made with. */
  constructor(
    private readonly connection: RedisConnection,
    private readonly guard: KeyGuard,
    private readonly limits: Limits,
  ) {
    this.limitsJson = JSON.stringify(limits);
  }

  async issue(request: IssueRequest): Promise<IssueDecision> {
    const { callingCode } = request.destination;
    const reply = await this.run(issueScript, keysOf(request), [
      request.expiresAt.getTime(),
      request.purpose,
      request.proposedVerifyRequestId,
      request.verifyRequestId,
      request.codeMac,
      request.bound,
      request.bar ?? '',
      callingCode,
    ]);
    const [kind, verifyRequestId, number, delivered, last] = issuedReply.parse(reply);
    switch (kind) {
      case 'send': {
        const budget = this.limits.OTP_COUNTRY_BUDGETS[callingCode] ?? this.limits.OTP_SENDS_PER_COUNTRY_DAY;
        return { kind, verifyRequestId, lifeMs: number, budgetReached: reachedShare(last, budget) };
      }
      case 'throttled':
        return { kind, verifyRequestId, delivered, limit: last, lasts: number === 1 };
      case 'make':
      case 'keep':
        return { kind, verifyRequestId, delivered };
    }
  }

  async settle(subject: Subject, codeMac: string, result: 'sent' | 'refused'): Promise<void> {
    await this.run(settleScript, [recordKey(subject)], [codeMac, result]);
  }

  async boundOf(subject: Subject): Promise<string | undefined> {
    const reply = await runScript(this.connection, boundScript, [recordKey(subject)], []);
    return boundReply.parse(reply) ?? undefined;
  }

  async check({ subject, verifyRequestId, codeMac, guessMac }: CheckRequest): Promise<Checked> {
    const args = [subject.id, verifyRequestId, codeMac, guessMac];
    const reply = await this.run(checkScript, [recordKey(subject)], args);
    const [verdict, compared, blocks] = checkedReply.parse(reply);
    return { verdict, compared: compared === 1, blocksAccount: blocks === 1 };
  }

  /** The limits are the first argument of each script. */
  private run(script: Script, keys: string[], args: (string | number)[]): Promise<unknown> {
    return this.guard.run(script, keys, [this.limitsJson, ...args]);
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
