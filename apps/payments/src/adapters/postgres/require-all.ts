/**
 * Throws when a guarded statement touched fewer rows than it was for: the transaction rolls back, and the transport does
 * the records again one by one.
 */
export function requireAll(what: string, touched: readonly unknown[], expected: readonly unknown[]): void {
  if (touched.length !== expected.length) {
    throw new Error(`${what}: ${expected.length} expected, ${touched.length} found`);
  }
}
