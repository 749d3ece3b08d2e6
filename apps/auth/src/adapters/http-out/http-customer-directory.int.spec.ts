import { createLogger, DependencyFault } from '@wallet/service';
import { CustomerDirectoryServer, eventually } from '@wallet/testkit';
import { describeDirectory } from '../../../test/customers.conformance';
import type { MobileNumber } from '../../domain/customer';
import { HttpCustomerDirectory } from './http-customer-directory';

const logger = createLogger('auth', 'silent');
const mobileNumber = '+85252412345' as MobileNumber;
const key = { by: 'mobileNumber', mobileNumber } as const;
const customer = { customerId: 'C-1', status: 'ACTIVE', kycLevel: 1, mobileNumber } as const;

describe('the directory over HTTP', () => {
  let server: CustomerDirectoryServer;
  const directory = (over: object = {}) =>
    new HttpCustomerDirectory({
      url: server.url,
      token: { read: () => server.token },
      timeoutMs: 1_000,
      logger,
      ...over,
    });
  const fault = async (asking: Promise<unknown>): Promise<string> => {
    const error: unknown = await asking.catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(DependencyFault);
    const text = `${String(error)} ${String((error as Error).cause)}`;
    expect(text).not.toMatch(/52412345|a-token/);
    return text;
  };

  beforeAll(async () => {
    server = await CustomerDirectoryServer.start();
    server.put(customer);
  });
  beforeEach(() => {
    server.fault = undefined;
    server.calls.splice(0);
  });
  afterAll(() => server.stop());

  let lastId = 0;
  describeDirectory(() => ({
    directory: directory(),
    place: (placed) => {
      const customerId = `directory-${++lastId}`;
      server.put({ ...placed, customerId });
      return Promise.resolve(customerId);
    },
  }));

  it('asks once for a batch, and not at all for nobody', async () => {
    await directory().find([]);
    expect(await directory({ url: `${server.url}/` }).find([key, key])).toEqual([customer, customer]);
    expect(server.calls).toEqual([[key, key]]);
  });

  it.each([
    ['HTTP 500', { status: 500, body: '{}' }],
    ['HTTP 404', { status: 404, body: '{}' }],
    ['HTTP 302', { status: 302, body: '' }],
    ['malformed answer', { status: 200, body: '<html>+85252412345</html>' }],
    [
      'another customer',
      { status: 200, body: JSON.stringify({ customers: [{ ...customer, mobileNumber: '+85261111111' }] }) },
    ],
    ['exceeded', { status: 200, body: ' '.repeat(2_000_000) }],
    ['other side closed', 'drop'],
  ] as const)('takes it for a fault: %s', async (reason, what) => {
    server.fault = what;
    expect(await fault(directory().find([key]))).toContain(reason);
  });

  it('takes a wrong token for a fault, and a directory that is not there', async () => {
    expect(await fault(directory({ token: { read: () => 'another' } }).find([key]))).toContain('HTTP 401');
    expect(await fault(directory({ url: 'http://127.0.0.1:1' }).find([key]))).toContain('ECONNREFUSED');
  });

  it('asks with the token that is there when it asks', async () => {
    let token = 'another';
    const asked = directory({ token: { read: () => token } });
    expect(await fault(asked.find([key]))).toContain('HTTP 401');
    token = server.token;
    expect(await asked.find([key])).toEqual([customer]);
  });

  it('is up while it takes connections and its lookups are not all in vain', async () => {
    const asked = directory();
    expect(await asked.ready()).toBe(true);
    expect(await directory({ url: 'http://127.0.0.1:1' }).ready()).toBe(false);
    server.fault = { status: 503, body: '{}' };
    for (let count = 0; count < 5; count++) await fault(asked.find([key]));
    expect(await asked.ready()).toBe(false);
    server.fault = undefined;
    await eventually(async () => expect(await asked.find([key])).toEqual([customer]), { timeoutMs: 4_000 });
    expect(await asked.ready()).toBe(true);
    await asked.stop();
  });

  it('gives up in time', async () => {
    server.fault = 'hang';
    const startedAt = Date.now();
    expect(await fault(directory({ timeoutMs: 150 }).find([key]))).toMatch(/timeout/i);
    expect(Date.now() - startedAt).toBeLessThan(1_000);
  });

  it('asks no more after five failures in a row, until one call goes well', async () => {
    server.fault = { status: 503, body: '{}' };
    const broken = directory();
    for (let count = 0; count < 5; count++) expect(await fault(broken.find([key]))).toContain('HTTP 503');
    expect(await fault(broken.find([key]))).toContain('circuit breaker is open');
    expect(server.calls).toHaveLength(5);
    server.fault = undefined;
    await eventually(async () => expect(await broken.find([key])).toEqual([customer]), { timeoutMs: 4_000 });
    expect(await broken.find([key])).toEqual([customer]);
  });

  it('goes on asking when a good answer comes between, or when the answers are only malformed', async () => {
    const steady = directory();
    for (const body of ['{}', '{}', '{}', '{}', '{}', '{}']) {
      server.fault = { status: 200, body };
      expect(await fault(steady.find([key]))).toContain('malformed');
    }
    for (const status of [500, 500, 500, 500, 200, 500, 500, 500, 500, 200]) {
      server.fault = status === 200 ? undefined : { status, body: '{}' };
      await steady.find([key]).catch(() => undefined);
    }
    expect(server.calls).toHaveLength(16);
  });
});
