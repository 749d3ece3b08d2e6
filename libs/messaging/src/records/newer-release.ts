import type { z } from 'zod';

/** A record that only a newer release can read: its fact, refusal or other word is none that this one knows. */
export class NewerRecord extends Error {}

/** True when nothing else is wrong with `payload` than words that this release does not know. */
export function isOfNewerRelease(issues: readonly z.core.$ZodIssue[], payload: unknown): boolean {
  return issues.every((issue) => isUnknownWord(issue) && typeof valueAt(payload, issue.path) === 'string');
}

function isUnknownWord(issue: z.core.$ZodIssue): boolean {
  if (issue.code === 'invalid_union') return 'discriminator' in issue;
  if (issue.code === 'custom') return issue.params?.['unknownWord'] === true;
  return issue.code === 'invalid_value';
}

function valueAt(payload: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>(
    (value, key) =>
      typeof value === 'object' && value !== null ? (value as Record<PropertyKey, unknown>)[key] : value,
    payload,
  );
}
