import { existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Command } from 'commander';
import {
  folderOf,
  keyKind,
  kubectlFor,
  podsOf,
  Refused,
  version,
  withFolder,
  withPods,
  withSecret,
  type KeyFlags,
  type PodFlags,
  type Surroundings,
} from '../basics/context';
import type { KeyKind } from '../basics/key-kinds';

const help = `
It is refused while that version is the one in use, in the folder or in a process. A seal key opens the tokens of all
agreements that were made or refreshed with it, and the notices of NOTICE_COPY_DAYS: delete one only with --force.

Examples:
  npm run keys -- retire wallet-private 1
  npm run keys -- retire wallet-private 1 --dir /etc/wallet/keys --pods http://10.0.0.7:9090`;

interface Flags extends KeyFlags, PodFlags {
  readonly force: boolean;
}

export function retireCommand(program: Command, around: Surroundings): void {
  const command = program
    .command('retire')
    .description('Deletes a version that nothing uses any more; the processes refuse it within 60 s.')
    .argument('<key>', 'wallet-private or seal', keyKind)
    .argument('<version>', 'the version to delete', version)
    .option('--force', 'ask no process, and delete a seal key', false);
  withSecret(withPods(withFolder(command)))
    .addHelpText('after', help)
    .action(async (kind: KeyKind, old: string, flags: Flags) => {
      const folder = folderOf(kind, flags, around);
      const found = folder.versions().find((each) => each.version === old);
      if (!found) throw new Refused(`${folder.dir} has no ${kind.name} of version ${old}`);
      if (folder.active() === old) throw new Refused(`${kind.name} ${old} is in use: activate another version first`);
      if (!flags.force) await requireUnused(kind, old, flags, around);
      rmSync(found.file);
      around.print(`deleted ${found.file}`);
      const publicFile = kind.publicFileOf && join(folder.dir, kind.publicFileOf(old));
      if (publicFile !== undefined && existsSync(publicFile)) {
        rmSync(publicFile);
        around.print(`deleted ${publicFile}`);
      }
      around.remark('To delete it in a cluster:');
      around.print(kubectlFor(kind, flags).remove(found.file.slice(folder.dir.length).replace(/^\/+/, '')));
    });
}

async function requireUnused(kind: KeyKind, old: string, flags: PodFlags, around: Surroundings): Promise<void> {
  if (kind.name === 'seal')
    throw new Refused('what is sealed with it could not be opened any more: only with --force, see --help');
  const using = (await podsOf(kind, flags, around)).filter(
    ({ active, fault }) => fault !== undefined || active === old,
  );
  if (using.length === 0) return;
  const list = using.map(({ url, fault }) => `\n  ${url} ${fault ?? `uses ${old}`}`);
  throw new Refused(`not every process is known to use another version:${list.join('')}`);
}
