import type { Command, Handled, PrepareAuthorizationCommand } from '@wallet/contracts';
import type { PrepareByRedirect } from './prepare-by-redirect';
import type { PrepareBySms } from './prepare-by-sms';

/** prepare, by either flow. A binding is prepared once, for ever; a repeat must ask for the same. */
export class PrepareAuthorization {
  constructor(
    private readonly bySms: PrepareBySms,
    private readonly byRedirect: PrepareByRedirect,
  ) {}

  /** Throws DependencyFault. */
  execute(command: Command<PrepareAuthorizationCommand>): Promise<Handled> {
    const { flow } = command.payload;
    return flow.kind === 'redirect'
      ? this.byRedirect.execute(command.payload)
      : this.bySms.execute(command, flow.customer);
  }
}
