/** Keys by name and version, wherever they are kept; all of one moment. */
export interface KeyFiles {
  /** Undefined when there is no such version. */
  version(name: string, version: string): Buffer | undefined;
  /** All versions of this name, the highest first. */
  versions(name: string): readonly string[];
  /** What `<name>.active` holds, without white space around it; undefined when there is no such file. */
  active(name: string): string | undefined;
}
