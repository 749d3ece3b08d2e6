import { answerFaults, isServedApi, type ApiName, type FindKey } from '@wallet/alipayplus';
import type { Exchange, JsonObject } from '../wire/exchange';
import { readMessage, type Proof, type SignedMessage } from './signed-message';

interface Asked {
  readonly api: ApiName;
  readonly uri: string;
  readonly body: JsonObject;
  readonly clientId: string;
}

interface Received extends Pick<SignedMessage, 'headers' | 'rawBody'> {
  readonly httpStatus: number;
}

type Checked = Pick<Exchange, 'answer' | 'signature' | 'breaches' | 'error'> & Pick<Proof, 'walletKeyVersion'>;

/** How the wallet says that it has no time: it is no answer, and nothing is expected of it. */
const overloaded = 503;

/** Reads an answer as strictly as Alipay+ may: status, headers, signature, JSON and every field. */
export function checkAnswer(asked: Asked, { httpStatus, ...received }: Received, findKey: FindKey): Checked {
  if (httpStatus === overloaded) return { signature: 'none', error: `HTTP ${overloaded}` };
  const { proof, json, faults } = readMessage({ ...asked, ...received, time: 'response-time' }, findKey);
  const breaches = [
    ...(httpStatus === 200 ? [] : [`HTTP ${httpStatus}`]),
    ...faults,
    ...(json && isServedApi(asked.api) ? answerFaults(asked.api, asked.body, json) : []),
  ];
  const read = json ? { answer: json } : { error: 'not JSON' };
  const { signature, walletKeyVersion } = proof;
  return {
    ...read,
    signature,
    ...(walletKeyVersion && { walletKeyVersion }),
    ...(breaches.length > 0 && { breaches }),
  };
}
