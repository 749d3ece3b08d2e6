import { sendOtp, type PrepareAuthorization as Command } from '@wallet/contracts';
import type { Clock } from '@wallet/kernel';
import { isExpired, type Answers, type Forwarding, type Message } from '@wallet/messaging';
import type { PrepareByRedirect } from './prepare-by-redirect';
import type { PrepareBySms } from './prepare-by-sms';

/** prepare, by either flow. A binding is prepared once, for ever; a repeat must ask for the same. */
export class PrepareAuthorization {
  constructor(
    private readonly bySms: PrepareBySms,
    private readonly byRedirect: PrepareByRedirect,
    private readonly edge: Answers & Forwarding,
    private readonly clock: Clock,
  ) {}

  /** Throws DependencyFault. */
  async execute(message: Message<Command>): Promise<void> {
    if (isExpired(message, this.clock.now())) return;
    const { flow } = message.payload;
    if (flow.kind === 'redirect') {
      await this.edge.answer(message, await this.byRedirect.execute(message.payload));
      return;
    }
    const reply = await this.bySms.execute(message, flow.customer);
    if (!reply) return;
    if ('answer' in reply) await this.edge.answer(message, reply.answer);
    else await this.edge.forward(message, sendOtp, reply.forward);
  }
}
