import { readCode } from '../phone/read-code';
import type { SimulatorClient } from './simulator-client';
import { Aborted, type Transcript } from './transcript';
import { poll } from './poll';

const timeoutMs = 5_000;

/** The user's phone. */
export class Phone {
  constructor(
    private readonly simulator: SimulatorClient,
    private readonly transcript: Transcript,
    private readonly loginId: string,
  ) {}

  async messageCount(): Promise<number> {
    return (await this.simulator.messages(this.loginId)).length;
  }

  /** The code in the message that comes after the first `known`. Throws Aborted when none comes. */
  async awaitCode(known: number): Promise<string> {
    const title = '  SMS on the phone';
    const message = await poll(timeoutMs, async () => {
      const messages = await this.simulator.messages(this.loginId);
      return messages.length > known ? messages[0] : undefined;
    });
    const code = message && readCode(message.text);
    if (!message) this.transcript.note(title, 'none', `no message came within ${timeoutMs / 1_000} s`);
    else this.transcript.note(title, `"${message.text}"`, code === undefined ? 'no code is in it' : undefined);
    if (code === undefined) throw new Aborted();
    return code;
  }

  async newestCode(): Promise<string | undefined> {
    const [newest] = await this.simulator.messages(this.loginId);
    return newest && readCode(newest.text);
  }
}
