import { Body, Inject, Param } from '@nestjs/common';
import { authEndpoints } from '@wallet/operator-contract';
import { LOGGER, OperatorCall, OperatorController, operatorError, readInput } from '@wallet/operator-endpoint';
import type { Logger } from '@wallet/service';
import { z } from 'zod';
import { DecideImports } from '../../../application/imports/decide-imports';
import { StageImport } from '../../../application/imports/stage-import';
import { SubmitImport } from '../../../application/imports/submit-import';
import { readImportRow } from '../import-row';
import { importView, reportView } from './import-view';

const errors = {
  'not-found': () => operatorError(404, 'not-found', 'there is no import with this id'),
  'other-operator': () => operatorError(409, 'other-operator', 'somebody else began this import'),
  closed: () => operatorError(409, 'closed', 'this import was submitted, or has expired: begin another one'),
  expired: () => operatorError(409, 'expired', 'this import has expired: begin another one'),
  incomplete: () => operatorError(409, 'incomplete', 'not as many rows are staged: send all rows again, then submit'),
} as const;

/** A whole file of customers, in parts. */
@OperatorController()
export class ImportsController {
  constructor(
    private readonly stageImport: StageImport,
    private readonly submitImport: SubmitImport,
    private readonly imports: DecideImports,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  /** Nothing comes of the rows yet. A line that was sent already stays as it is. */
  @OperatorCall(authEndpoints.stageRows)
  async stage(@Param('importId') rawId: string, @Body() rawBody: unknown) {
    const { rows, ...note } = readInput(authEndpoints.stageRows.body, rawBody);
    const read = rows.map(({ line, customer }) => ({ line, ...readImportRow(customer) }));
    const good = read.flatMap((row) => ('customer' in row ? [{ ...row.customer, line: row.line }] : []));
    const rejected = read.flatMap((row) => ('reason' in row ? [{ line: row.line, reason: row.reason }] : []));
    const { result, unreadable } = await this.stageImport.execute(idOf(rawId), good, note);
    if (result !== 'staged') throw errors[result]();
    const notNumbers = unreadable.map((line) => ({ line, reason: 'loginId: is not a valid mobile number' }));
    return { rejected: [...rejected, ...notNumbers] };
  }

  /** Carries it out as far as it gets; what is above a ceiling waits for its approval. Doing it again goes on. */
  @OperatorCall(authEndpoints.submitImport)
  async submit(@Param('importId') rawId: string, @Body() rawBody: unknown) {
    const importId = idOf(rawId);
    const { rows, ...note } = readInput(authEndpoints.submitImport.body, rawBody);
    const result = await this.submitImport.execute(importId, rows, note);
    if (result.outcome !== 'submitted') throw errors[result.outcome]();
    const { state, customers, sums } = result.found;
    this.logger.info({ importId, state, customers, sums, ...note }, 'operator submitted an import');
    return { import: importView(result.found), report: reportView(await this.imports.report(importId)) };
  }
}

function idOf(rawId: string): string {
  const id = z.uuid().safeParse(rawId).data;
  if (id === undefined) throw operatorError(400, 'bad-request', 'importId: the id of an import is a UUID');
  return id;
}
