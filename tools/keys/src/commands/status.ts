import type { Command } from 'commander';
import {
  folderOf,
  podsOf,
  Refused,
  withFolder,
  withPods,
  type KeyFlags,
  type PodFlags,
  type Surroundings,
} from '../basics/context';
import { keyKinds, type KeyKind } from '../basics/key-kinds';
import type { PodView } from '../basics/pods';
import { tableOf } from '../basics/table';

const help = `
Without --pods or a local stack only the folders are shown.

Examples:
  npm run keys -- status
  npm run keys -- status --dir /etc/wallet/keys --pods http://10.0.0.7:9090 http://10.0.0.8:9090`;

export function statusCommand(program: Command, around: Surroundings): void {
  const command = program
    .command('status')
    .description('Shows the versions of each key, which one is in use, and which processes have it.');
  withPods(withFolder(command))
    .addHelpText('after', help)
    .action(async (flags: KeyFlags & PodFlags) => {
      const rows = (await Promise.all(keyKinds.map((kind) => rowsOf(kind, flags, around)))).flat();
      if (rows.length === 0) throw new Refused('no key in this folder: see --help');
      around.print(tableOf(['key', 'version', 'file', 'active', 'loaded at', 'used at'], rows));
    });
}

async function rowsOf(kind: KeyKind, flags: KeyFlags & PodFlags, around: Surroundings): Promise<string[][]> {
  const folder = folderOf(kind, flags, around);
  const active = folder.active();
  const pods = await podsOf(kind, flags, around).catch((error: unknown) => {
    if (error instanceof Refused) return [];
    throw error;
  });
  for (const { url, fault } of pods) if (fault !== undefined) around.remark(`${url}: ${fault}`);
  return folder
    .versions()
    .map(({ version, file, isKey }) => [
      kind.name,
      version,
      isKey ? file : `${file} (no key)`,
      version === active ? 'yes' : '',
      countOf(pods, ({ loaded }) => loaded?.includes(version) ?? false),
      countOf(pods, (pod) => pod.active === version),
    ]);
}

/** `3 of 4`, and which are missing when some are. */
function countOf(pods: readonly PodView[], has: (pod: PodView) => boolean): string {
  if (pods.length === 0) return '?';
  const count = pods.filter(has).length;
  const missing = count > 0 ? pods.filter((pod) => !has(pod)).map(({ url }) => url) : [];
  return `${count} of ${pods.length}${missing.length > 0 ? `, not ${missing.join(' ')}` : ''}`;
}
