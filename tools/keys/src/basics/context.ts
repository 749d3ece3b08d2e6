import { resolve } from 'node:path';
import { isKeyVersion, keyVersionForm } from '@wallet/kernel';
import { InvalidArgumentError, type Command } from 'commander';
import { OwnKeyFolder } from './key-folder';
import { keyKinds, type KeyKind } from './key-kinds';
import { Kubectl } from './kubectl';
import { askPods, type PodView } from './pods';
import { readStackFile } from './stack-file';

/** Where the commands look and what they print to. */
export interface Surroundings {
  readonly env: NodeJS.ProcessEnv;
  /** One line or more, for the user or for a pipe. */
  print(text: string): void;
  /** What is not part of the result. */
  remark(text: string): void;
}

/** The command is not done; the message says why and what to do. */
export class Refused extends Error {}

export interface KeyFlags {
  readonly dir?: string;
  readonly secret?: string;
  readonly namespace?: string;
}

export interface PodFlags {
  readonly pods?: readonly string[];
}

export function keyKind(text: string): KeyKind {
  const kind = keyKinds.find(({ name }) => name === text);
  if (kind) return kind;
  throw new InvalidArgumentError(`give ${keyKinds.map(({ name }) => name).join(' or ')}`);
}

export function version(text: string): string {
  if (isKeyVersion(text)) return text;
  throw new InvalidArgumentError(`give ${keyVersionForm}`);
}

export const withFolder = (command: Command): Command =>
  command.option('--dir <folder>', 'where the key is; else KEYS_DIR or SEAL_KEYS_DIR, else that of the local stack');

export const withSecret = (command: Command): Command =>
  command
    .option('--secret <name>', 'how the Secret of the cluster is called; else wallet-keys or wallet-seal')
    .option('--namespace <name>', 'where it is');

export const withPods = (command: Command): Command =>
  command.option('--pods <urls...>', 'the health ports (HEALTH_PORT) of all processes; else those of the local stack');

export function folderOf(kind: KeyKind, { dir }: KeyFlags, { env }: Surroundings): OwnKeyFolder {
  const given = dir ?? env[kind.setting] ?? readStackFile(env)?.keyFolders[kind.setting];
  if (given === undefined) throw new Refused(`which folder? Give --dir or ${kind.setting}, or run "npm start"`);
  return new OwnKeyFolder(resolve(env.INIT_CWD ?? '.', given), kind);
}

export const kubectlFor = (kind: KeyKind, { secret = kind.secret, namespace }: KeyFlags): Kubectl =>
  new Kubectl(secret, namespace);

/** Of the processes that have this key. Throws Refused when nobody says which those are. */
export async function podsOf(kind: KeyKind, { pods }: PodFlags, { env }: Surroundings): Promise<PodView[]> {
  if (pods) return askPods(pods, kind);
  const local = Object.entries(readStackFile(env)?.healthUrls ?? {});
  const urls = local
    .filter(([name]) => kind.services.some((service) => name.startsWith(`${service}-`)))
    .map(([, url]) => url);
  if (urls.length > 0) return askPods(urls, kind);
  throw new Refused(
    `which processes? Give --pods with the health port of each ${kind.services.join(', ')}, such as --pods http://10.0.0.7:9090`,
  );
}
