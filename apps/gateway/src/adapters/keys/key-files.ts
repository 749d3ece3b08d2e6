/** What this service needs of a folder of keys; @wallet/service's KeyFolder reloads it when it changes. */
export interface KeyFiles {
  version(name: string, version: string): Buffer | undefined;
  newest(name: string): { version: string; content: Buffer } | undefined;
}
