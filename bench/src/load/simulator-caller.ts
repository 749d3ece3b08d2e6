import { setTimeout as sleep } from 'node:timers/promises';
import { Pool } from 'undici';
import { requireResult, type PayAnswer, type PayCalls } from './alipayplus-caller';
import type { JsonObject } from '@wallet/testkit';

interface Exchange {
  readonly answer?: PayAnswer;
  readonly error?: string;
}

interface AuthNotice {
  readonly signature: 'valid' | 'invalid';
  readonly body: JsonObject;
}

const pollMs = 20;
const patienceMs = 20_000;

/** Calls and is notified through the simulator, which then knows what it asked for. Not for load: the simulator signs. */
export class SimulatorCaller implements PayCalls {
  private readonly pool: Pool;

  constructor(simulatorUrl: string, connections: number) {
    this.pool = new Pool(simulatorUrl, { connections, pipelining: 1 });
  }

  async pay(step: string, body: JsonObject, expected: string): Promise<PayAnswer> {
    const call = { method: 'POST', path: '/calls', body: JSON.stringify({ api: 'pay', body }) } as const;
    const { answer, error } = (await (await this.pool.request(call)).body.json()) as Exchange;
    if (!answer) throw new Error(`${step}: ${error ?? 'no answer'}`);
    return requireResult(step, answer, expected);
  }

  /** Of the signed TOKEN_CREATED of this agreement, once it has come. Throws when none comes. */
  async accessToken(referenceAgreementId: string): Promise<string> {
    const path = `/agreements/${encodeURIComponent(referenceAgreementId)}`;
    for (const giveUpAt = Date.now() + patienceMs; Date.now() < giveUpAt; await sleep(pollMs)) {
      const { statusCode, body } = await this.pool.request({ method: 'GET', path });
      const { notices = [] } = (await body.json()) as { notices?: readonly AuthNotice[] };
      if (statusCode !== 200) continue;
      const created = notices.find((notice) => notice.body['authorizationNotifyType'] === 'TOKEN_CREATED');
      if (created?.signature === 'valid') return String(created.body['accessToken']);
      if (created) throw new Error("TOKEN_CREATED: the signature is not the wallet's");
    }
    throw new Error(`TOKEN_CREATED: none came for ${referenceAgreementId}`);
  }

  close(): Promise<void> {
    return this.pool.close();
  }
}
