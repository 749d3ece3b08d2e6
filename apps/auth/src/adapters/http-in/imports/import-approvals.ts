import type { VerdictRefusal } from '@wallet/kernel';
import { operatorError, type ApprovalDesk } from '@wallet/operator-endpoint';
import type { DecideImports } from '../../../application/imports/decide-imports';
import { importView, reportView } from './import-view';

const errors: Readonly<Record<VerdictRefusal, string>> = {
  'same-operator': 'who asked for it cannot decide on it: it needs a second operator',
  approved: 'it is approved already, and carried out',
  refused: 'it is refused already',
  expired: 'it has expired: import the file again',
};

/** Approving carries an import out as far as it gets; doing it again goes on. */
export const importApprovals = (imports: DecideImports): ApprovalDesk => ({
  list: async (filter) => (await imports.list(filter)).map(importView),
  show: async (importId) => {
    const found = await imports.show(importId);
    return found && importView(found);
  },
  decide: async (importId, verdict, note) => {
    const result = await imports.decide(importId, verdict, note);
    if (!result) return undefined;
    if (result.outcome === 'refused') throw operatorError(409, result.refusal, errors[result.refusal]);
    const report = reportView(await imports.report(importId));
    return { approval: importView(result.found), repeated: result.repeated, report };
  },
});
