import { join } from 'node:path';
import { startInfrastructure, type Infrastructure } from '@wallet/local-stack';
import { eventually } from '@wallet/testkit';
import { Kafka, logLevel } from 'kafkajs';
import { EasyPayOrder, readCode, resultOf } from '../support/easy-pay';
import { goneFor, toldBy } from '../support/owners';
import { startWallet, type Exchange, type Wallet } from '../support/wallet';

const outageMs = 20_000;
/** Longer than the gateway waits for any answer. */
const absenceMs = 8_000;
const noticedMs = 3_000;
const marginMs = 600;
const payWallMs = 6_500;
const wallMs = 3_500;

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

describe('outages', () => {
  let infrastructure: Infrastructure;
  let wallet: Wallet;

  beforeAll(async () => {
    const dataDir = join(__dirname, '../../.local/outages');
    infrastructure = await startInfrastructure({ dataDir, log: () => undefined, sources: 'native', fresh: true });
    wallet = await startWallet('outages', { infrastructure });
  }, 180_000);
  afterAll(async () => {
    await wallet.stop();
    await infrastructure.stop();
  }, 60_000);

  const statuses = (exchanges: Exchange[]): string[] => exchanges.map((exchange) => resultOf(exchange).slice(0, 1));

  /** Every kind of call, again and again, while something is down. */
  async function callsDuring(outage: () => Promise<void>): Promise<Exchange[]> {
    const customer = await wallet.customer();
    const waiting = new EasyPayOrder(wallet, customer);
    const id = await waiting.open();
    const code = await waiting.code();
    const resent = new EasyPayOrder(wallet, customer);
    await resent.open();
    const exchanges: Exchange[] = [];
    let over = false;
    const keepCalling = async (call: () => Promise<Exchange>): Promise<void> => {
      while (!over) {
        exchanges.push(await call());
        await pause(100);
      }
    };
    const down = outage().finally(() => (over = true));
    await pause(500);
    await Promise.all([
      down,
      keepCalling(() => new EasyPayOrder(wallet, customer).evaluate()),
      keepCalling(() => wallet.call('pay', new EasyPayOrder(wallet, customer).order())),
      keepCalling(() => waiting.verify(id, code)),
      keepCalling(() => waiting.inquire()),
      keepCalling(() => resent.sendOtp()),
    ]);
    await healed(waiting, id, code);
    return exchanges;
  }

  async function healed(order: EasyPayOrder, id: string, code: string): Promise<void> {
    const fresh = new EasyPayOrder(wallet, order.customer);
    await eventually(async () => expect(resultOf(await fresh.evaluate())).toBe('S SUCCESS'), { timeoutMs: 40_000 });
    await eventually(
      async () => {
        const exchange = await order.verify(id, code);
        if (resultOf(exchange) === 'S SUCCESS') return;
        const sent = await order.sendOtp();
        id = typeof sent.answer?.verifyRequestId === 'string' ? sent.answer.verifyRequestId : id;
        const [message] = await wallet.sms(order.customer.loginId);
        code = message ? readCode(message.text) : code;
        expect(resultOf(exchange)).toBe('S SUCCESS');
      },
      { timeoutMs: 40_000 },
    );
    await wallet.expectSoundBooks();
  }

  function expectUnknownInTime(exchanges: Exchange[]): void {
    expect(exchanges.length).toBeGreaterThan(10);
    expect(statuses(exchanges).filter((status) => status === 'F')).toEqual([]);
    for (const { api, durationMs } of exchanges) {
      expect(durationMs).toBeLessThan((api === 'pay' ? payWallMs : wallMs) + marginMs);
    }
  }

  /** Once an outage of Kafka is known, until it is over. */
  function expectUnknownAtOnce(exchanges: Exchange[], killedAt: number): void {
    const known = exchanges.filter(({ startedAt }) => {
      const sinceKill = Date.parse(startedAt) - killedAt;
      return sinceKill > noticedMs && sinceKill < outageMs - 1_000;
    });
    expect(known.length).toBeGreaterThan(10);
    for (const { durationMs } of known) expect(durationMs).toBeLessThan(1_000 + marginMs);
  }

  async function deadLetters(): Promise<number> {
    const admin = new Kafka({ brokers: [...wallet.stack.kafkaBrokers], logLevel: logLevel.NOTHING }).admin();
    await admin.connect();
    const mine = (await admin.listTopics()).filter(
      (name) => name.startsWith(wallet.stack.topicPrefix) && name.includes('dead-letter'),
    );
    const offsets = await Promise.all(mine.map((topic) => admin.fetchTopicOffsets(topic)));
    await admin.disconnect();
    return offsets.flat().reduce((sum, { high }) => sum + Number(high), 0);
  }

  it.each(['postgres', 'redis', 'kafka'] as const)(
    '%s killed: every call is U in time, no service is taken for gone, and all heals',
    async (name) => {
      let killedAt = 0;
      const gateway = wallet.stack.process('gateway-1');
      const exchanges = await callsDuring(async () => {
        killedAt = Date.now();
        await infrastructure[name].kill();
        await pause(outageMs);
        expect(await goneFor(gateway)).toEqual([]);
        await infrastructure[name].start();
      });
      expectUnknownInTime(exchanges);
      if (name === 'kafka') expectUnknownAtOnce(exchanges, killedAt);
      expect(toldBy(gateway)).toEqual([]);
      expect(await deadLetters()).toBe(0);
    },
    180_000,
  );

  it.each(['auth', 'payments', 'otp', 'notifier'])(
    '%s stopped: every call is U in time, and all heals',
    async (service) => {
      const target = wallet.stack.process(`${service}-1`);
      const exchanges = await callsDuring(async () => {
        await target.kill('SIGTERM');
        await pause(absenceMs);
        await target.restart();
      });
      expectUnknownInTime(exchanges);
      expect(await deadLetters()).toBe(0);
    },
    180_000,
  );
});
