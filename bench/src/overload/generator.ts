import { readFileSync } from 'node:fs';
import { readPrivateKey } from '@wallet/alipayplus';
import type { Parties } from '@wallet/testkit';
import { openLoop, type Receivers } from './open-loop';
import type { Phase } from './phase';
import { presignedCalls } from './presigned-calls';

/** What the parent process asks for; it is answered by the outcomes of the phases. */
export interface GeneratorLoad extends Receivers {
  readonly clientId: string;
  readonly party: Parties;
  readonly alipayplusKeyFile: string;
  readonly accessTokens: readonly string[];
  readonly phases: readonly Phase[];
}

/** The load in a process of its own, so that nothing else of the bench delays it. Ends with its parent. */
async function run({ alipayplusKeyFile, gatewayUrl, bareUrl, phases, ...signing }: GeneratorLoad): Promise<void> {
  const privateKey = readPrivateKey(readFileSync(alipayplusKeyFile, 'utf8'));
  const count = phases.reduce((sum, { rate, seconds }) => sum + Math.round(rate * seconds), 0);
  const calls = await presignedCalls(count, { ...signing, privateKey });
  process.send?.(await openLoop({ gatewayUrl, bareUrl }, phases, calls));
}

process.on('message', (load: GeneratorLoad) => {
  run(load).catch((error: unknown) => {
    console.error(error);
    process.exit(1);
  });
});
process.once('disconnect', () => process.exit(0));
