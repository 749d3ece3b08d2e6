import { setTimeout as sleep } from 'node:timers/promises';
import { Pool } from 'undici';

interface Sms {
  readonly at: string;
  readonly text: string;
}

const pollMs = 10;
const patienceMs = 3_000;
const code = /(?<![\d.])\d{4,12}(?!\d|\.\d)/;

/** The customers' phones at the simulator. A message is there before the order is answered, so mostly one look is enough. */
export class Phones {
  private readonly pool: Pool;
  private readonly readUntil = new Map<string, string>();

  constructor(simulatorUrl: string, connections: number) {
    this.pool = new Pool(simulatorUrl, { connections, pipelining: 1 });
  }

  /** The code of the newest message to this number, once it is another than at the last call. Throws when none comes. */
  async newCode(loginId: string): Promise<string> {
    const giveUpAt = Date.now() + patienceMs;
    for (;;) {
      const sms = await this.newest(loginId);
      if (sms && sms.at !== this.readUntil.get(loginId)) {
        this.readUntil.set(loginId, sms.at);
        const found = code.exec(sms.text)?.[0];
        if (found) return found;
        throw new Error('SMS: no code in it');
      }
      if (Date.now() > giveUpAt) throw new Error('SMS: none came');
      await sleep(pollMs);
    }
  }

  close(): Promise<void> {
    return this.pool.close();
  }

  private async newest(loginId: string): Promise<Sms | undefined> {
    const { body } = await this.pool.request({ method: 'GET', path: `/sms?to=${encodeURIComponent(loginId)}` });
    const [newest] = (await body.json()) as Sms[];
    return newest;
  }
}
