/** What the release before cannot live with, or what holds a large table while others wait; each with what to do. */
const rules: readonly (readonly [pattern: RegExp, remedy: string])[] = [
  [/\bdrop\s+(?:table|schema|type|view|function|sequence)\b/, 'the release before may use it'],
  [
    /\bdrop\s+(?:column\b|(?!(?:constraint|default|not|index|expression|identity)\b)[a-z_"]+\s*(?:,|$))/,
    'the release before may use it',
  ],
  [/\brename\b/, 'the release before knows the old name: add the new one, and drop the old one a release later'],
  [
    /\balter\s+(?:column\s+)?[a-z_"]+\s+(?:set\s+data\s+)?type\b/,
    'the table is written anew: add a column of the new type',
  ],
  [/\bset\s+not\s+null\b/, 'add a check (… is not null) not valid, and validate it in a later migration'],
  [
    /\badd\s+column\b(?:(?!\bdefault\b|\bgenerated\b|,\s*add\b).)*\bnot\s+null\b(?!(?:(?!,\s*add\b).)*\b(?:default|generated)\b)/,
    'the release before writes no such column: give it a default',
  ],
  [
    /\badd\s+(?:constraint\s+\S+\s+)?(?:check|foreign\s+key)\b(?!.*\bnot\s+valid\b)/,
    'add it not valid, and validate it in a later migration',
  ],
  [
    /\badd\s+(?:constraint\s+\S+\s+)?(?:unique|primary\s+key|exclude)\b(?!\s+using\s+index)/,
    'make the index by concurrentIndex first',
  ],
  [/\bcreate\s+(?:unique\s+)?index\b(?!\s+concurrently)/, 'use concurrentIndex'],
  [/\brevoke\b/, 'the release before may need the right'],
];

/** The table that a statement is about, if it says so. */
const tableOf = (sql: string): string | undefined =>
  /\b(?:alter\s+table(?:\s+only)?|\bon)\s+(?:if\s+exists\s+)?([a-z_."]+)/.exec(sql)?.[1];

/**
 * What is wrong with each statement of a migration that runs while the release before serves, each with its beginning. A table
 * that the migration itself creates nobody uses yet.
 */
export function harmOf(statements: readonly string[]): string[] {
  const plain = statements.map((sql) => sql.toLowerCase().replace(/--.*$/gm, ' ').replace(/\s+/g, ' ').trim());
  const made = new Set(plain.flatMap((sql) => /\bcreate table (?:if not exists )?([a-z_."]+)/.exec(sql)?.[1] ?? []));
  return plain.flatMap((sql) => {
    if (made.has(tableOf(sql) ?? '')) return [];
    const [, remedy] = rules.find(([pattern]) => pattern.test(sql)) ?? [];
    return remedy === undefined ? [] : [`${sql.slice(0, 60)}: ${remedy}`];
  });
}
