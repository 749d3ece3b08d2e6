import type { OperatorNote } from '@wallet/operator-contract';

export const operatorNote: OperatorNote = { operator: 'a.lee', reason: 'asked for it' };
export const byOperator = { reason: 'OPERATOR', note: operatorNote } as const;
