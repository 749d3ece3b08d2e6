import { isKeyVersion, keyVersionForm } from '@wallet/kernel';

export type Choice =
  | { readonly version: string; readonly fault?: undefined }
  /** What is wrong with the folder, to be read after its path. */
  | { readonly version?: undefined; readonly fault: string };

/** The version of a key to use. `versions` are those that are keys; `active` is what `<name>.active` holds, if there is one. */
export function chooseVersion(name: string, versions: readonly string[], active: string | undefined): Choice {
  const [version] = versions;
  const fault = (text: string): Choice => ({ fault: text });
  if (version === undefined) return fault(`has no ${fileOf(name)}`);
  const list = versions.join(', ');
  if (active === undefined) {
    if (versions.length === 1) return { version };
    return fault(
      `has the versions ${list} of ${name} and no ${name}.active: write into it the one to use, such as ${versions.at(-1)}`,
    );
  }
  if (!isKeyVersion(active)) return fault(`has a ${name}.active that holds no version: write ${keyVersionForm}`);
  if (versions.includes(active)) return { version: active };
  return fault(`has a ${name}.active that names version ${active}, of which there is no key: write one of ${list}`);
}

export const fileOf = (name: string): string =>
  /-(public|private)$/.test(name) ? `${name}.pem or ${name}.<n>.pem` : `${name}.<n>.key`;
