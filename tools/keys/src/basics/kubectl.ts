/** What brings a change to the Secret of a cluster, to be looked at and run by hand. No secret is an argument of a process. */
export class Kubectl {
  constructor(
    private readonly secret: string,
    private readonly namespace: string | undefined,
  ) {}

  create(name: string, file: string): string {
    return `kubectl${this.place} create secret generic ${this.secret} --from-file=${name}=${quoted(file)}`;
  }

  addFile(name: string, file: string): string {
    return `printf '{"data":{"%s":"%s"}}' ${name} "$(base64 <${quoted(file)} | tr -d '\\n')" | kubectl${this.place} patch secret ${this.secret} --patch-file /dev/stdin`;
  }

  setText(name: string, text: string): string {
    return this.patch({ stringData: { [name]: text } });
  }

  remove(name: string): string {
    return this.patch({ data: { [name]: null } });
  }

  private patch(change: object): string {
    return `kubectl${this.place} patch secret ${this.secret} -p '${JSON.stringify(change)}'`;
  }

  private get place(): string {
    return this.namespace === undefined ? '' : ` -n ${this.namespace}`;
  }
}

const quoted = (path: string): string => (/^[\w./-]+$/.test(path) ? path : `'${path.replaceAll("'", "'\\''")}'`);
