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
It is refused while a process has not loaded that version: what it gets then would be signed or sealed with a key that it
does not have. To go back, activate the version of before.

Examples:
  npm run keys -- activate wallet-private 2
  npm run keys -- activate seal 2 --dir /etc/wallet/seal --pods http://10.0.0.7:9090 http://10.0.0.8:9090`;

interface Flags extends KeyFlags, PodFlags {
  readonly force: boolean;
}

export function activateCommand(program: Command, around: Surroundings): void {
  const command = program
    .command('activate')
    .description('Says in the folder which version is to be used, once all processes have it.')
    .argument('<key>', 'wallet-private or seal', keyKind)
    .argument('<version>', 'the version to use', version)
    .option('--force', 'ask no process', false);
  withSecret(withPods(withFolder(command)))
    .addHelpText('after', help)
    .action(async (kind: KeyKind, wanted: string, flags: Flags) => {
      const folder = folderOf(kind, flags, around);
      const found = folder.versions().find((each) => each.version === wanted);
      if (!found?.isKey) throw new Refused(`${folder.dir} has no ${kind.name} of version ${wanted}`);
      if (!flags.force) await requireLoaded(kind, wanted, flags, around);
      folder.activate(wanted);
      around.print(`${kind.name} ${wanted} is to be used: ${folder.activeFile}`);
      around.remark('To say it in a cluster:');
      around.print(kubectlFor(kind, flags).setText(`${kind.name}.active`, wanted));
    });
}

async function requireLoaded(kind: KeyKind, wanted: string, flags: PodFlags, around: Surroundings): Promise<void> {
  const lacking = (await podsOf(kind, flags, around)).filter(({ loaded }) => !loaded?.includes(wanted));
  if (lacking.length === 0) return;
  const list = lacking.map(
    ({ url, loaded, fault }) => `\n  ${url} ${fault === undefined ? `has ${loaded?.join(', ') || 'none'}` : fault}`,
  );
  throw new Refused(
    `not every process has loaded ${kind.name} ${wanted}:${list.join('')}\nWait until each has it ("status" shows it), or use --force.`,
  );
}
