import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Admission } from '../../../application/admission';
import type { AgedCommands } from '../../../application/aged-commands';
import type { Priority } from '../../../application/priority';
import { refuseBare } from './bare-refusal';
import { payPriority, priorityOf } from './call-priority';
import type { LoopDelay } from './loop-delay';

/** Refuses what comes past the bounds before anything is verified or parsed. Each tells whether it has answered. */
export class Shedding {
  constructor(
    private readonly admission: Admission,
    private readonly commands: Pick<AgedCommands, 'waiting' | 'oldestMs'>,
    private readonly loop: Pick<LoopDelay, 'standingMs'>,
  ) {}

  /** By the path, before the body is read. */
  refuses(request: FastifyRequest, reply: FastifyReply): boolean {
    const { api } = request.call;
    return api !== undefined && this.sheds(priorityOf[api], request, reply);
  }

  /** A `pay` once more, when its bytes tell of which kind it is. */
  refusesBody(request: FastifyRequest, reply: FastifyReply): boolean {
    const { call, body } = request;
    if (call.api !== 'pay' || !Buffer.isBuffer(body)) return false;
    const priority = payPriority(body);
    return priority !== priorityOf.pay && this.sheds(priority, request, reply);
  }

  private sheds(priority: Priority, request: FastifyRequest, reply: FastifyReply): boolean {
    const { waiting, oldestMs } = this.commands;
    const overload = this.admission.overload(priority, { waiting, oldestMs, loopDelayMs: this.loop.standingMs() });
    if (overload) refuseBare(request, reply, overload);
    return overload !== undefined;
  }
}
