import type { Message } from '../records/message';

/**
 * What a handler throws when it has done all of its batch but these: other transactions hold what they need, or it is
 * still on its way here. They are set aside and tried again, and the records of other keys go on meanwhile.
 */
export class PostponedRecords extends Error {
  constructor(
    readonly locked: readonly Message<unknown>[],
    readonly early: readonly Message<unknown>[],
  ) {
    super(`${locked.length} records wait for what other transactions hold, ${early.length} for what is on its way`);
    this.name = 'PostponedRecords';
  }
}
