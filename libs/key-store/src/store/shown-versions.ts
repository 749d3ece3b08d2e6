import { metrics, type Logger } from '@wallet/service';

const labels: ('name' | 'version')[] = ['name', 'version'];
const loaded = metrics.gauge('key_loaded', '1 for each version of a key that this process can use', labels);
const active = metrics.gauge('key_active', '1 for the version that this process signs or seals with', labels);
const unresolved = metrics.gauge(
  'key_active_unresolved',
  '1 while the version that is to be used is not told or not there, and the one of before goes on',
  ['name'],
);

interface Shown {
  readonly all: readonly string[];
  readonly active?: string;
  readonly fault?: string | undefined;
}

/** Tells by metrics and in the log which versions of a key are in force, whenever that changes. */
export class ShownVersions {
  private before: Shown = { all: [] };

  constructor(
    private readonly name: string,
    private readonly logger: Logger,
  ) {}

  show(now: Shown): void {
    const { name, before } = this;
    if (JSON.stringify(now) === JSON.stringify(before)) return;
    this.before = now;
    for (const version of before.all) loaded.remove({ name, version });
    for (const version of now.all) loaded.set({ name, version }, 1);
    if (before.active !== undefined) active.remove({ name, version: before.active });
    if (now.active !== undefined) {
      active.set({ name, version: now.active }, 1);
      unresolved.set({ name }, now.fault === undefined ? 0 : 1);
    }
    this.logger.info({ name, versions: now.all, active: now.active }, 'keys in force');
    if (now.fault !== undefined)
      this.logger.error({ name, active: now.active, fault: now.fault }, 'the key version in use stays');
  }
}
