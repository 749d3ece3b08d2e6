import type { ImportReport } from '@wallet/operator-contract';
import { table } from '../terminal/table';
import { minorSums } from './approval-text';

export function reportText({ created, createdWith, existed, rejected }: Omit<ImportReport, 'pending'>): string {
  const counts = table([
    ['created', created === 0 ? '0' : `${created}, with ${minorSums(createdWith)}`],
    ['existed', String(existed)],
    ['rejected', String(rejected.length)],
  ]);
  if (rejected.length === 0) return counts;
  return `${counts}\n\n${table(rejected.map(({ line, reason }) => [`line ${line}`, reason]))}`;
}
