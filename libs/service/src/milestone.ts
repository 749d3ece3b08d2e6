import { channel } from 'node:diagnostics_channel';

const milestones = channel('wallet.milestone');

/** A named step was reached. Synchronous, and free while nobody listens on `wallet.milestone`; crash tests do. */
export function milestone(name: string, detail?: object): void {
  if (milestones.hasSubscribers) milestones.publish({ name, ...detail });
}
