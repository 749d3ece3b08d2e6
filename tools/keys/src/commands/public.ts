import { readFileSync } from 'node:fs';
import type { Command } from 'commander';
import { folderOf, Refused, version, withFolder, type KeyFlags, type Surroundings } from '../basics/context';
import { keyKinds, publicHalf } from '../basics/key-kinds';

const help = `
Examples:
  npm run -s keys -- public
  npm run -s keys -- public 2 --base64`;

/** Of `wallet-private`: the seal has no public half. */
export function publicCommand(program: Command, around: Surroundings): void {
  const command = program
    .command('public')
    .description('Prints the public half of a version of wallet-private, to be registered with Alipay+.')
    .argument('[version]', 'else the one in use', version)
    .option('--base64', 'as one line of base64, without the lines of PEM', false);
  withFolder(command)
    .addHelpText('after', help)
    .action((given: string | undefined, flags: KeyFlags & { base64: boolean }) => {
      const folder = folderOf(keyKinds[0]!, flags, around);
      const wanted = given ?? folder.active();
      const found = folder.versions().find((each) => each.version === wanted);
      if (!found?.isKey) throw new Refused(`${folder.dir} has no wallet-private of version ${wanted ?? 'in use'}`);
      const pem = publicHalf(readFileSync(found.file, 'utf8')).trimEnd();
      around.print(flags.base64 ? pem.replaceAll(/-----[^-]+-----|\n/g, '') : pem);
    });
}
