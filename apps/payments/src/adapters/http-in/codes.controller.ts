import { Body, Inject, Param } from '@nestjs/common';
import { paymentsEndpoints, type CodePattern } from '@wallet/operator-contract';
import { LOGGER, OperatorCall, OperatorController, operatorError, readInput } from '@wallet/operator-endpoint';
import type { Logger } from '@wallet/service';
import { ChangeCodeLists } from '../../application/codes/change-code-lists';
import { CodeBook, type ChangedCode, type CodeEntry } from '../../application/codes/code-book';

/** The wallet's own lists of codes. */
@OperatorController()
export class CodesController {
  constructor(
    private readonly book: CodeBook,
    private readonly changeLists: ChangeCodeLists,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  @OperatorCall(paymentsEndpoints.listCodes)
  async list() {
    const [entries, rules] = await Promise.all([this.book.entries(), this.book.rules()]);
    const kept = rules && { version: rules.version, pulledAt: rules.pulledAt };
    return { entries: entries.map(viewOf), ...(kept && { rules: kept }) };
  }

  /** The same entry again is that of before. */
  @OperatorCall(paymentsEndpoints.addCode)
  async add(@Body() rawBody: unknown) {
    const { list, pattern, ...note } = readInput(paymentsEndpoints.addCode.body, rawBody);
    const added = await this.changeLists.add({ list, pattern }, note);
    if ('refusal' in added) {
      if (added.refusal === 'full') throw operatorError(409, 'full', 'the lists are full: first remove entries');
      throw operatorError(400, 'bad-request', added.reason);
    }
    this.log(added, note, 'operator put a pattern on a list of codes');
    return { entry: viewOf(added.entry), repeated: added.repeated };
  }

  @OperatorCall(paymentsEndpoints.removeCode)
  async remove(@Param('codeId') codeId: string, @Body() rawBody: unknown) {
    const note = readInput(paymentsEndpoints.removeCode.body, rawBody);
    const removed = /^\d{1,18}$/.test(codeId) ? await this.changeLists.remove(codeId, note) : undefined;
    if (!removed) throw operatorError(404, 'not-found', 'no list has an entry with this id');
    this.log(removed, note, 'operator took a pattern off a list of codes');
    return { entry: viewOf(removed.entry), repeated: removed.repeated };
  }

  private log({ entry: { codeId, list, pattern }, repeated }: ChangedCode, note: object, what: string): void {
    this.logger.info({ codeId, list, pattern, repeated, ...note }, what);
  }
}

const viewOf = (entry: CodeEntry) => ({ ...entry, pattern: JSON.parse(entry.pattern) as CodePattern });
