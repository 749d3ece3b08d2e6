import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { newestFirst } from '@wallet/kernel';
import type { Command } from 'commander';
import {
  folderOf,
  keyKind,
  kubectlFor,
  Refused,
  version,
  withFolder,
  withSecret,
  type KeyFlags,
  type Surroundings,
} from '../basics/context';
import type { OwnKeyFolder } from '../basics/key-folder';
import { publicHalf, type KeyKind } from '../basics/key-kinds';

const help = `
It changes nothing yet: "activate" does, once all processes have it.

Examples:
  npm run keys -- new wallet-private
  npm run keys -- new wallet-private 0 --dir /etc/wallet/keys
  npm run keys -- new seal --namespace wallet`;

export function newCommand(program: Command, around: Surroundings): void {
  const command = program
    .command('new')
    .description(
      'Makes the next version of a key in its folder, and says how to register it and bring it to a cluster.',
    )
    .argument('<key>', 'wallet-private or seal', keyKind)
    .argument('[version]', 'else the one after the highest', version);
  withSecret(withFolder(command))
    .addHelpText('after', help)
    .action(async (kind: KeyKind, given: string | undefined, flags: KeyFlags) => {
      const folder = folderOf(kind, flags, around);
      const made = given ?? nextAfter(folder);
      const before = sayWhatIsInUse(folder, made);
      const content = await kind.make();
      const file = folder.add(kind.fileOf(made), content);
      const publicFile = kind.publicFileOf && folder.add(kind.publicFileOf(made), publicHalf(content), 0o644);
      around.print(`${kind.name} ${made}: ${file}`);
      if (publicFile !== undefined) {
        around.remark(`Register this public half with Alipay+ as version ${made} (it is in ${publicFile}):`);
        around.print(publicHalf(content).trimEnd());
      }
      const kubectl = kubectlFor(kind, flags);
      around.remark('To bring it to a cluster:');
      const sayActive = kubectl.setText(`${kind.name}.active`, before ?? made);
      if (before === undefined) {
        around.print(`${kubectl.create(kind.fileOf(made), file)}\n${sayActive}`);
        return around.remark('It is the first one, so it is the one in use.');
      }
      around.print(`${sayActive}\n${kubectl.addFile(kind.fileOf(made), file)}`);
      around.remark(`Nothing uses it yet. Once all have it: npm run keys -- activate ${kind.name} ${made}`);
    });
}

function nextAfter(folder: OwnKeyFolder): string {
  const [highest] = folder.versions().map(({ version }) => version);
  return highest === undefined ? '1' : String(Number(highest) + 1);
}

/** Two versions of which no file says which one to use are a wrong setting: so that is said first. Undefined: this is the first. */
function sayWhatIsInUse(folder: OwnKeyFolder, made: string): string | undefined {
  const versions = folder.versions().map(({ version }) => version);
  if (versions.includes(made)) throw new Refused(`${folder.dir} has version ${made} already: give another one`);
  if (versions.length === 0) {
    folder.activate(made);
    return undefined;
  }
  const active = folder.active();
  if (active === undefined)
    throw new Refused(
      `it is not told which version is in use: write one of ${versions.sort(newestFirst).join(', ')} into ${folder.activeFile}`,
    );
  if (!existsSync(join(folder.activeFile))) folder.activate(active);
  return active;
}
