import { setTimeout as sleep } from 'node:timers/promises';
import type { Simulator } from './simulator';

const code = /(?<![\d.])\d{4,12}(?!\d|\.\d)/;
/** A message is mostly there before its order is answered. */
const waitsMs = [0, 100, 200, 400, 800, 1_000];

/** The newest code on a phone for a purchase at this merchant; undefined when none comes within 2.5 s. */
export async function codeOnPhone(
  simulator: Pick<Simulator, 'sms'>,
  loginId: string,
  merchantName: string,
): Promise<string | undefined> {
  const isForIt = new RegExp(`${merchantName}\\b`);
  for (const waitMs of waitsMs) {
    if (waitMs > 0) await sleep(waitMs);
    const messages = await simulator.sms(loginId);
    const text = messages.find((message) => isForIt.test(message.text))?.text;
    const found = text && code.exec(text)?.[0];
    if (found) return found;
  }
  return undefined;
}
