import type { Stack } from '@wallet/local-stack';

const held = /^messaging_held_records\{[^}]*\} (\d+)/gm;

/** What the services hold for a newer release, by the metric that operators look at. */
export async function heldRecords({ processes }: Stack): Promise<number> {
  const ours = processes.filter(({ service }) => service !== 'simulator');
  const counts = await Promise.all(
    ours.map(async ({ healthUrl }) => {
      const answer = await fetch(`${healthUrl}/metrics`, { signal: AbortSignal.timeout(5_000) });
      return [...(await answer.text()).matchAll(held)].reduce((sum, [, count]) => sum + Number(count), 0);
    }),
  );
  return counts.reduce((sum, count) => sum + count, 0);
}
