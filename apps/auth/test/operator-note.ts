import type { OperatorNote } from '../src/application/ports/operator-note';

export const operatorNote: OperatorNote = { operator: 'a.lee', reason: 'asked for it' };
export const byOperator = { reason: 'OPERATOR', note: operatorNote } as const;
