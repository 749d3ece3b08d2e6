import { done, unknown } from '@wallet/kernel';
import { ConsentVisitor } from './consent-visitor';
import { GatewayUnderTest } from './gateway-under-test';
import { evaluation, orderPay } from './requests';
import { WalletApiUnderTest } from './wallet-api-under-test';

describe('Alipay+, browsers and the wallet app', () => {
  const gateway = new GatewayUnderTest();
  const visitor = new ConsentVisitor(gateway);
  const walletApi = new WalletApiUnderTest(gateway);
  const { commands, browserCommands, walletAppCommands } = gateway;

  beforeAll(async () => {
    await gateway.start();
    await walletApi.start();
    commands.answer = unknown('no-answer');
    browserCommands.answer = visitor.page();
    walletAppCommands.answer = done({ kind: 'agreements', agreements: [] } as const);
  });
  beforeEach(() => {
    for (const each of [commands, browserCommands, walletAppCommands]) each.waiting = 0;
  });
  afterAll(async () => {
    await walletApi.stop();
    await gateway.stop();
  });

  const codeOf = async (body: object) => (await gateway.call('payments/pay', body)).body.result.resultCode;
  const all = async () => ({
    evaluation: await codeOf(evaluation),
    order: await codeOf(orderPay),
    page: (await visitor.open()).status,
    list: (await walletApi.list()).status,
  });
  const taken = {
    evaluation: 'UNKNOWN_EXCEPTION',
    order: 'UNKNOWN_EXCEPTION',
    page: 200,
    list: 200,
  };

  it.each([
    ['Alipay+', commands, { evaluation: 'REQUEST_TRAFFIC_EXCEED_LIMIT', order: 'REQUEST_TRAFFIC_EXCEED_LIMIT' }],
    ['browsers', browserCommands, { page: 429 }],
    ['the wallet app', walletAppCommands, { list: 429 }],
  ])('have waiters of their own: when those of %s are taken, the others go on', async (_, full, shed) => {
    expect(await all()).toEqual(taken);
    full.waiting = 1_000;
    expect(await all()).toEqual({ ...taken, ...shed });
  });
});
