/** Protocol 3.0, and the codes of a request for cancellation, SSL and encryption. */
const startupCode = 196_608;
const codes = [startupCode, 80_877_102, 80_877_103, 80_877_104];

/**
 * Cuts the stream of a Postgres client into messages: a start-up packet has no type, all others have one. A stream that
 * begins in another way is another client's and has none.
 */
export class ClientMessages {
  private rest: Buffer = Buffer.alloc(0);
  private started = false;
  private foreign = false;
  private readonly prepared = new Map<string, string>();

  /** The SQL texts of the statements that this chunk completes: a simple query, or a Bind of what was prepared. */
  statements(chunk: Buffer): string[] {
    if (this.foreign) return [];
    this.rest = Buffer.concat([this.rest, chunk]);
    const found: string[] = [];
    for (let message = this.next(); message; message = this.next()) {
      if (message.type === 'Q') found.push(text(message.body, 0));
      if (message.type === 'P') this.prepared.set(text(message.body, 0), second(message.body));
      if (message.type === 'B') found.push(this.prepared.get(second(message.body)) ?? '');
    }
    return found;
  }

  private next(): { type: string; body: Buffer } | undefined {
    if (!this.started && (this.rest.length < 8 || this.isForeign())) return undefined;
    const head = this.started ? 1 : 0;
    if (this.rest.length < head + 4) return undefined;
    const end = head + this.rest.readUInt32BE(head);
    if (this.rest.length < end) return undefined;
    const body = this.rest.subarray(head + 4, end);
    const type = head ? this.rest.toString('latin1', 0, 1) : '';
    if (!head) this.started = body.readUInt32BE(0) === startupCode;
    this.rest = this.rest.subarray(end);
    return { type, body };
  }

  private isForeign(): boolean {
    if (codes.includes(this.rest.readUInt32BE(4))) return false;
    this.rest = Buffer.alloc(0);
    return (this.foreign = true);
  }
}

const text = (body: Buffer, from: number): string => body.toString('utf8', from, body.indexOf(0, from));

const second = (body: Buffer): string => text(body, body.indexOf(0) + 1);
