import { readText } from './files';

/** A file that is read anew at each use, so that what it holds can be replaced while the process runs. */
export class LiveFile {
  constructor(readonly path: string) {}

  /** Without white space around it. Throws FileFault, which names the path. */
  read(): string {
    return readText(this.path);
  }
}
