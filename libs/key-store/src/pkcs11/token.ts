import { createHash } from 'node:crypto';
import { statSync } from 'node:fs';
import { ConfigError, errorMessage, type Logger } from '@wallet/service';
import { monotonicMs, type Listed, type TokenPlace } from './messages';
import { TokenFault } from './token-fault';
import { TokenProcess } from './token-process';

export interface TokenOptions {
  readonly place: TokenPlace;
  /** Nobody waits longer for a signature: one that is late is not made. */
  readonly patienceMs: number;
  /** How often its keys are looked for. */
  readonly lookEveryMs?: number;
  readonly stuckAfterMs?: number;
  /** Instead of the program that has the token open. */
  readonly program?: string;
}

const reopenAfterMs = 1_000;
/** RFC 8017 §9.2: what says before a digest that it is one by SHA-256. */
const sha256Prefix = Buffer.from('3031300d060960864801650304020105000420', 'hex');

/** A token with private keys that stay in it. Once it was open it is opened again whenever it is lost. */
export class Token {
  /** The one that is open. */
  private process: TokenProcess | undefined;
  /** The one that was started last. */
  private started: TokenProcess | undefined;
  private isClosed = false;
  private listed: Listed = { versions: [], doubled: [] };
  private onChange: () => void = () => undefined;
  private looking: NodeJS.Timeout | undefined;
  private reopening: NodeJS.Timeout | undefined;
  private refusedPin: string | undefined;
  private told = '';

  constructor(
    private readonly options: TokenOptions,
    private readonly logger: Logger,
  ) {}

  /** Throws ConfigError when a setting is wrong, TokenFault when the token does not work now. */
  async open(onChange: () => void): Promise<void> {
    try {
      await this.connect();
    } catch (error) {
      if (error instanceof TokenFault && error.kind !== 'token') throw new ConfigError(error.message);
      throw error;
    }
    if (this.isClosed) return;
    this.onChange = onChange;
    this.looking = setInterval(() => void this.look(), this.options.lookEveryMs ?? 5_000).unref();
  }

  close(): void {
    this.isClosed = true;
    this.onChange = () => undefined;
    clearInterval(this.looking);
    clearTimeout(this.reopening);
    this.started?.end(new TokenFault('token', 'the token was closed'));
  }

  /** The highest first; while it is lost, those of before. */
  get versions(): readonly string[] {
    return this.listed.versions;
  }

  get isOpen(): boolean {
    return this.process !== undefined;
  }

  /** RSASSA-PKCS1-v1_5 with SHA-256. The token is given the digest only, whatever the size of the content. */
  async sign(version: string, content: Uint8Array): Promise<Buffer> {
    if (!this.process) throw new Error('the token is not open');
    const digestInfo = Buffer.concat([sha256Prefix, createHash('sha256').update(content).digest()]);
    const untilMs = monotonicMs() + this.options.patienceMs;
    const answer = await this.process.ask({ ask: 'sign', version, digestInfo, untilMs });
    if ('signature' in answer) return Buffer.from(answer.signature);
    throw new Error('refused' in answer ? answer.refused : 'the token gave no signature');
  }

  private async connect(): Promise<void> {
    const { place, stuckAfterMs = 10_000, program } = this.options;
    const process = new TokenProcess({ place, stuckAfterMs, program }, (fault) => this.lost(process, fault));
    this.started = process;
    const listed = await process.ask({ ask: 'versions' });
    this.process = process;
    this.take(listed as Listed);
  }

  private lost(process: TokenProcess, fault: TokenFault): void {
    if (fault.kind === 'pin') this.refusedPin = this.pinOf();
    if (process !== this.process) return;
    this.process = undefined;
    if (this.isClosed) return;
    this.logger.error({ reason: fault.message }, 'the token is lost, it is opened again');
    this.reopenSoon();
  }

  private reopenSoon(): void {
    this.reopening = setTimeout(() => void this.reopen(), reopenAfterMs).unref();
  }

  private async reopen(): Promise<void> {
    try {
      if (this.refusedPin !== undefined && this.refusedPin === this.pinOf())
        throw new Error(`the token has refused what ${this.options.place.pinFile} holds: it is not tried again`);
      await this.connect();
      this.told = '';
      this.logger.info({ versions: this.versions }, 'the token is open again');
    } catch (error) {
      if (this.isClosed) return;
      const reason = errorMessage(error);
      if (reason !== this.told) this.logger.error({ reason }, 'the token cannot be opened yet');
      this.told = reason;
      this.reopenSoon();
    }
  }

  /** Also finds out that it does not answer, while nothing is to be signed. */
  private async look(): Promise<void> {
    try {
      const listed = await this.process?.ask({ ask: 'versions' });
      if (listed) this.take(listed as Listed);
    } catch {
      // `lost` has told it.
    }
  }

  private take(listed: Listed): void {
    const before = this.listed;
    this.listed = listed;
    if (listed.doubled.length > 0 && listed.doubled.join() !== before.doubled.join())
      this.logger.error({ labels: listed.doubled }, 'several keys of the token have this label, none of them counts');
    if (listed.versions.join() !== before.versions.join()) this.onChange();
  }

  /** What tells whether the file was replaced. */
  private pinOf(): string {
    const stats = statSync(this.options.place.pinFile, { throwIfNoEntry: false });
    return [stats?.ino, stats?.size, stats?.mtimeMs].join(':');
  }
}
