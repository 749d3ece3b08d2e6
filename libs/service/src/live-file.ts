import { readText } from './files';

/** What is asked for a secret each time that it is used. */
export interface LiveText {
  /** Throws FileFault. */
  read(): string;
}

/** A file that is read anew at each use, so that what it holds can be replaced while the process runs. */
export class LiveFile implements LiveText {
  constructor(readonly path: string) {}

  /** Without white space around it. Throws FileFault, which names the path. */
  read(): string {
    return readText(this.path);
  }
}
