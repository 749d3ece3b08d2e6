import { PurgeUsage } from './purge-usage';

describe('the usage of old days', () => {
  const purged: [string, number][] = [];
  const purgeOf = (now: string, removed: number, retentionDays = 7) =>
    new PurgeUsage(
      { purgeBefore: (day, limit) => Promise.resolve([removed, purged.push([day, limit])][0] as number) },
      { now: () => new Date(now) },
      { dayOffsetMinutes: 480, retentionDays },
    );
  beforeEach(() => purged.splice(0));

  it.each([
    ['2026-11-22T15:59:59.999Z', 7, '2026-11-15'],
    ['2026-11-22T16:00:00.000Z', 7, '2026-11-16'],
    ['2026-11-22T16:00:00.000Z', 3, '2026-11-20'],
  ])('at %s is forgotten after %d business days: before %s', async (now, retentionDays, day) => {
    expect(await purgeOf(now, 999, retentionDays).execute()).toBe(false);
    expect(purged).toEqual([[day, 1_000]]);
  });

  it('goes in batches', async () => {
    expect(await purgeOf('2026-11-22T00:00:00Z', 1_000).execute()).toBe(true);
  });
});
