import { done } from '@wallet/kernel';
import { createLogger } from '@wallet/service';
import { GatewayUnderTest } from './gateway-under-test';
import { expectDescribed } from './open-api';
import { WalletApiUnderTest } from './wallet-api-under-test';

const limit = 4;

describe("calls to the wallet API without a good token of the wallet's app", () => {
  const logger = createLogger('gateway', 'silent');
  const logged = jest.spyOn(logger, 'info').mockImplementation(() => undefined);
  const gateway = new GatewayUnderTest({ WALLET_STRANGERS_PER_SECOND: limit }, logger);
  const api = new WalletApiUnderTest(gateway);
  let nowMs = Date.now();

  beforeAll(async () => {
    gateway.walletAppCommands.answer = done({ kind: 'agreements', agreements: [] } as const);
    await api.start();
  });
  beforeEach(() => {
    nowMs += 2_000;
    jest.spyOn(Date, 'now').mockImplementation(() => nowMs);
    logged.mockClear();
  });
  afterEach(() => jest.mocked(Date.now).mockRestore());
  afterAll(() => api.stop());

  const url = '/wallet/v1/agreements';
  it.each([
    ['without any', url, undefined, 401],
    ['with a token that is none', url, 'Bearer nonsense', 401],
    ['with another scheme', url, 'Basic eDp5', 401],
    ['for the description', '/openapi.json', undefined, 200],
    ['on a path that is none', '/nothing', undefined, 404],
    ['on a path that is none, with a token that is none', '/nothing', 'Bearer nonsense', 404],
  ])('are refused past the limit of their address, unlogged: %s', async (_, path, authorization, status) => {
    const statuses = [];
    for (let call = 0; call < 5 * limit; call++) {
      const answer = await api.call('GET', path, authorization === undefined ? {} : { authorization });
      statuses.push(answer.status);
      if (answer.status === 429) expectDescribed(['get', url], answer);
    }
    expect(statuses.filter((each) => each === status)).toHaveLength(limit);
    expect(statuses.filter((each) => each === 429)).toHaveLength(4 * limit);
    expect(logged).toHaveBeenCalledTimes(limit);
    expect((await api.list()).status).toBe(200);
  });

  it('never count the calls with one', async () => {
    for (let call = 0; call < 3 * limit; call++) expect((await api.list()).status).toBe(200);
    expect((await api.list('nonsense')).status).toBe(401);
  });
});
