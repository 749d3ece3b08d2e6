import { LoopDelay } from '@wallet/service';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { apis } from '../../../application/alipayplus/apis';
import { Admission } from '../../../application/overload/admission';
import type { CommandsByCaller } from '../../../application/overload/own-waiters';
import type { Priority } from '../../../application/priority';
import { refuseBare } from './bare-refusal';
import { payPriority } from './call-priority';
import { Intake } from './intake';

export interface SheddingSettings {
  readonly MAX_WAITERS: number;
  readonly MAX_WAITER_AGE_MS: number;
  readonly MAX_LOOP_DELAY_MS: number;
  readonly SIGNED_REFUSALS_PER_SECOND: number;
}
export type Waiting = Pick<CommandsByCaller['alipayplus'], 'waiting' | 'oldestMs'>;

/** No wake-ups while no calls come; and on for longer than a delay has to stand or to be gone before it counts. */
const loopTicks = { tickMs: 20, restAfterMs: 5_000 };

/** Refuses what comes past the bounds before anything is verified or parsed. Each tells whether it has answered. */
export class Shedding {
  /** Of Alipay+'s calls. */
  readonly intake = new Intake();
  private readonly admission: Admission;
  private readonly loop = new LoopDelay({
    ...loopTicks,
    onTick: (loopDelayMs) => this.admission.look({ loopDelayMs, oldestMs: this.commands.oldestMs }),
  });

  constructor(
    settings: SheddingSettings,
    private readonly commands: Waiting,
  ) {
    this.admission = new Admission({
      maxWaiters: settings.MAX_WAITERS,
      maxAgeMs: settings.MAX_WAITER_AGE_MS,
      maxLoopDelayMs: settings.MAX_LOOP_DELAY_MS,
      signedPerSecond: settings.SIGNED_REFUSALS_PER_SECOND,
    });
  }

  /** By the path, before the body is read. */
  refuses(request: FastifyRequest, reply: FastifyReply): boolean {
    const { api } = request.call;
    return api !== undefined && this.sheds(apis[api].priority, request, reply);
  }

  /** A `pay` once more, when its bytes tell of which kind it is. */
  refusesBody(request: FastifyRequest, reply: FastifyReply): boolean {
    const { call, body } = request;
    if (call.api !== 'pay' || !Buffer.isBuffer(body)) return false;
    const priority = payPriority(body);
    return priority !== apis.pay.priority && this.sheds(priority, request, reply);
  }

  private sheds(priority: Priority, request: FastifyRequest, reply: FastifyReply): boolean {
    const { waiting, oldestMs } = this.commands;
    const { length, sinceEmpty: burst, waitMs: intakeMs } = this.intake;
    const load = { waiting: waiting + length, burst, intakeMs, oldestMs, loopDelayMs: this.loop.latestMs() };
    const overload = this.admission.overload(priority, load);
    if (overload) refuseBare(request, reply, overload);
    return overload !== undefined;
  }
}
