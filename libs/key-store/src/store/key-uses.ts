import { metrics } from '@wallet/service';

const labels: ('name' | 'version')[] = ['name', 'version'];
const uses = metrics.counter('key_uses_total', 'signatures made or checked, by key version', labels);

export const countUse = (name: string, version: string): void => uses.inc({ name, version });
