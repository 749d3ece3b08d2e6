import { z } from 'zod';
import { table } from '../table';
import { minorSums, sumsSchema } from './approval';

export const rejectedSchema = z.array(z.object({ line: z.number(), reason: z.string() }));

/** What has become of the rows of an import, as auth's operator endpoint shows it. */
export const importReportSchema = z.object({
  pending: z.number(),
  created: z.number(),
  createdWith: sumsSchema,
  existed: z.number(),
  rejected: rejectedSchema,
});
export type ImportReport = z.infer<typeof importReportSchema>;

export function reportText({ created, createdWith, existed, rejected }: Omit<ImportReport, 'pending'>): string {
  const counts = table([
    ['created', created === 0 ? '0' : `${created}, with ${minorSums(createdWith)}`],
    ['existed', String(existed)],
    ['rejected', String(rejected.length)],
  ]);
  if (rejected.length === 0) return counts;
  return `${counts}\n\n${table(rejected.map(({ line, reason }) => [`line ${line}`, reason]))}`;
}
