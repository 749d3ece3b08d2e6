import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Infrastructure } from '@wallet/local-stack';

interface State {
  readonly processes: Readonly<Record<string, { readonly pid: number }>>;
}

/** The process ids of the native servers that were started with this data folder; a container's is not known. */
export function serverPids({ sources }: Infrastructure, dataDir: string): Record<string, number> {
  const { processes } = JSON.parse(readFileSync(join(dataDir, 'infrastructure.json'), 'utf8')) as State;
  const native = Object.entries(processes).filter(([name]) => sources[name as keyof typeof sources] === 'native');
  return Object.fromEntries(native.map(([name, { pid }]) => [name, pid]));
}
