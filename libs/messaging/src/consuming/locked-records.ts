import type { Message } from '../records/message';

/**
 * What a handler throws when it has done all of its batch but these, because other transactions hold what they need: they
 * are set aside and tried again, and the records of other keys go on meanwhile.
 */
export class LockedRecords extends Error {
  constructor(readonly messages: readonly Message<unknown>[]) {
    super(`${messages.length} records wait for what other transactions hold`);
    this.name = 'LockedRecords';
  }
}
