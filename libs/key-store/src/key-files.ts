/** Keys by name and version, wherever they are kept. */
export interface KeyFiles {
  /** Undefined when there is no such version. */
  version(name: string, version: string): Buffer | undefined;
  /** The highest version; undefined when there is none of this name. */
  newest(name: string): { version: string; content: Buffer } | undefined;
}
