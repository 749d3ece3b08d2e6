/** Something that the person at the terminal can put right; the message is one line that says how. */
export class LocalStackError extends Error {
  override readonly name = 'LocalStackError';
}

/** The text of any thrown thing, first line only. */
export function reasonOf(error: unknown): string {
  if (error instanceof AggregateError && error.errors.length > 0) return reasonOf(error.errors[0]);
  const text = error instanceof Error ? error.message || error.name : String(error);
  return text.split('\n')[0] ?? text;
}
