import { runScript, type RedisConnection } from '@wallet/redis';
import { z } from 'zod';
import type { CheckRequest, Checked, IssueDecision, IssueRequest, OtpRecords } from '../../application/otp-records';
import type { OtpLimits } from '../../domain/otp-limits';
import type { Subject, SubjectKind } from '../../domain/subject';
import { boundScript } from './bound.script';
import { checkScript } from './check.script';
import { issueScript } from './issue.script';
import { settleScript } from './settle.script';

const issuedReply = z.tuple([z.enum(['send', 'make', 'keep', 'throttled']), z.string(), z.number(), z.number()]);
const checkedReply = z.tuple([z.enum(['accepted', 'wrong', 'exhausted', 'unavailable']), z.number()]);
const boundReply = z.string().nullable();

const keyPrefixes: Record<SubjectKind, string> = {
  order: 'otp:',
  'auth-code': 'otp:code:',
  'access-token': 'otp:token:',
};
const recordKey = ({ kind, id }: Subject): string => `${keyPrefixes[kind]}{${id}}`;
const numberKey = (numberMac: string, window: 'h' | 'd'): string => `otp:number:${numberMac}:${window}`;

/** One hash per subject, changed by Lua scripts on Redis time only. For one Redis, not for a sharded cluster. */
export class RedisOtpRecords implements OtpRecords {
  constructor(
    private readonly connection: RedisConnection,
    private readonly limits: OtpLimits,
  ) {}

  async issue(request: IssueRequest): Promise<IssueDecision> {
    const { subject, numberMac } = request;
    const keys = [recordKey(subject), numberKey(numberMac, 'h'), numberKey(numberMac, 'd')];
    const reply = await runScript(this.connection, issueScript, keys, [
      request.purpose,
      request.proposedVerifyRequestId,
      request.verifyRequestId,
      request.codeMac,
      request.bound,
      request.expiresAt.getTime(),
      ...this.issueLimits(),
    ]);
    const [kind, verifyRequestId, lifeMs, delivered] = issuedReply.parse(reply);
    return kind === 'send' ? { kind, verifyRequestId, lifeMs } : { kind, verifyRequestId, delivered: delivered === 1 };
  }

  async settle(subject: Subject, codeMac: string, result: 'sent' | 'refused'): Promise<void> {
    await runScript(this.connection, settleScript, [recordKey(subject)], [codeMac, result]);
  }

  async boundOf(subject: Subject): Promise<string | undefined> {
    const reply = await runScript(this.connection, boundScript, [recordKey(subject)], []);
    return boundReply.parse(reply) ?? undefined;
  }

  async check({ subject, verifyRequestId, codeMac, guessMac }: CheckRequest): Promise<Checked> {
    const args = [subject.id, verifyRequestId, codeMac, guessMac, this.limits.maxTries];
    const reply = await runScript(this.connection, checkScript, [recordKey(subject)], args);
    const [verdict, compared] = checkedReply.parse(reply);
    return { verdict, compared: compared === 1 };
  }

  private issueLimits(): number[] {
    const { codeLifeMs, resendMs, smsTimeoutMs, maxTries, maxSends, sendsPerNumberHour, sendsPerNumberDay } =
      this.limits;
    return [codeLifeMs, resendMs, smsTimeoutMs, maxTries, maxSends, sendsPerNumberHour, sendsPerNumberDay];
  }
}
