/** Keys by name and version, wherever they are kept. */
export interface KeyFiles {
  /** Undefined when there is no such version. */
  version(name: string, version: string): Buffer | undefined;
  /** All versions of this name, the highest first. */
  versions(name: string): readonly string[];
}
