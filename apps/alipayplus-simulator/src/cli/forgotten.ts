import type { BookedAgreement } from '../books/agreement';
import type { SimulatorClient } from './simulator-client';
import type { Transcript } from './transcript';

/** Why an agreement, by its id or a token, is not known here, and what helps. */
async function forgotten(client: SimulatorClient): Promise<string> {
  const startedAt = await client.startedAt();
  return `the simulator does not know it: it was started at ${startedAt} and knows only what was made since; bind again: npm run simulator -- bind --sms`;
}

/** Of an agreement that was asked for by its id and has not what is needed, such as a token. */
export async function whyNothing(client: SimulatorClient, agreement: BookedAgreement, needed: string): Promise<string> {
  const { referenceAgreementId, status } = agreement;
  const why = status === 'UNKNOWN' ? await forgotten(client) : `it has no ${needed} yet`;
  return `agreement ${referenceAgreementId}: ${why}`;
}

/** Before a word that is not known here is sent as a token. */
export async function noteForgotten(client: SimulatorClient, transcript: Transcript): Promise<void> {
  transcript.note('  Agreement', `sent as a token as it stands, for ${await forgotten(client)}`);
}
