import { errorMessage } from '@wallet/service';
import { readCode } from '../phone/read-code';
import { codeByCommand, type OtpCommand } from './otp-command';
import { poll } from './poll';
import type { SimulatorClient } from './simulator-client';
import { Aborted, type Transcript } from './transcript';

/** Who says the code when the message comes to another phone than the simulated one. */
export interface CodeSources {
  /** Asked in the place of the simulated phone. */
  readonly command?: OtpCommand | undefined;
  /** Asks at the terminal; absent when nobody sits at one. */
  readonly ask?: ((question: string) => Promise<string>) | undefined;
  /** How long the simulated phone is looked at. */
  readonly waitMs: number;
}

const title = '  SMS on the phone';
const whatToDo =
  'if the wallet sends SMS elsewhere (SMS_URL), type the code at a terminal, or give --otp-command with a program that prints it';

/** The user's phone: the simulated one, or what the sources say. */
export class Phone {
  private isElsewhere = false;

  constructor(
    private readonly simulator: SimulatorClient,
    private readonly transcript: Transcript,
    private readonly loginId: string,
    private readonly sources: CodeSources,
  ) {}

  async messageCount(): Promise<number> {
    return (await this.simulator.messages(this.loginId)).length;
  }

  /** The code in the message that comes after the first `known`. Throws Aborted when none comes. */
  async awaitCode(known: number): Promise<string> {
    if (this.sources.command) return this.printedCode(this.sources.command);
    const message = await poll(this.sources.waitMs, async () => {
      const messages = await this.simulator.messages(this.loginId);
      return messages.length > known ? messages[0] : undefined;
    });
    if (!message) return this.typedCode();
    const code = readCode(message.text);
    this.transcript.note(title, `"${message.text}"`, code === undefined ? 'no code is in it' : undefined);
    if (code === undefined) throw new Aborted();
    return code;
  }

  /** After the code was asked for again, which perhaps sent none: then it is `code`. */
  async newestCode(code: string): Promise<string> {
    if (this.sources.command) return this.printedCode(this.sources.command);
    const [newest] = await this.simulator.messages(this.loginId);
    if (newest && !this.isElsewhere) return readCode(newest.text) ?? code;
    const typed = await this.sources.ask?.(`The newest code to ${this.loginId} (Enter: still the same): `);
    return readCode(typed ?? '') ?? code;
  }

  private printedCode(command: OtpCommand): string {
    try {
      const code = codeByCommand(command, this.loginId);
      this.transcript.note(title, 'a code, by --otp-command');
      return code;
    } catch (error) {
      return this.fail(`--otp-command: ${errorMessage(error)}`);
    }
  }

  private async typedCode(): Promise<string> {
    const { ask, waitMs } = this.sources;
    const nothing = `no message came to the simulated phone within ${waitMs / 1_000} s`;
    if (!ask) return this.fail(`${nothing}; ${whatToDo}`);
    this.transcript.note(title, nothing);
    this.isElsewhere = true;
    for (;;) {
      const typed = await ask(`The code that the wallet sent to ${this.loginId} elsewhere (Enter: none): `);
      const code = readCode(typed);
      if (code !== undefined) return code;
      if (typed.trim() === '') return this.fail(`${nothing}, and no code was typed`);
    }
  }

  private fail(fault: string): never {
    this.transcript.note(title, 'none', fault);
    throw new Aborted();
  }
}
