import { EasyPayOrder } from './support/easy-pay';
import { payPath, SignedLine, type CallOptions } from './support/signed-line';
import { stateOf, type State } from './support/stored-state';
import { startWallet, type JsonObject, type Wallet } from './support/wallet';

/** reliability.md §10 A, rows 14 to 20, each correctly signed. */
describe('bad HTTP', () => {
  let wallet: Wallet;
  let line: SignedLine;
  let body: JsonObject;
  let before: State;

  beforeAll(async () => {
    wallet = await startWallet('bad-inputs-http', { env: { gateway: { SIGNED_REFUSALS_PER_SECOND: '100000' } } });
    line = new SignedLine(wallet);
    const customer = await wallet.customer();
    await new EasyPayOrder(wallet, customer).open();
    body = new EasyPayOrder(wallet, customer).order();
    before = await stateOf(wallet);
  }, 120_000);
  afterAll(() => wallet.stop(), 40_000);

  it.each(['GET', 'PUT', 'DELETE', 'PATCH', 'OPTIONS', 'TRACE'])('row 14: %s is 405', async (method) => {
    expect(await line.codeOf(body, { method })).toBe('405 F METHOD_NOT_SUPPORTED');
  });

  it.each([
    ['15', '/'],
    ['15', '/aps/api/v1/payments/notifyPayment'],
    ['15', '/aps/api/v2/payments/pay'],
    ['16', '/%61ps/api/v1/payments/pay'],
    ['16', '/aps/api/v1/payments%2Fpay'],
    ['17', `${payPath}?x=1`],
    ['17', `${payPath}?`],
    ['17', `${payPath}#x`],
    ['17', `${payPath}/`],
    ['17', `/${payPath}`],
    ['17', '/aps/api/v1//payments/pay'],
    ['17', payPath.toUpperCase()],
    ['17', '/aps/../aps/api/v1/payments/pay'],
    ['18', `http://evil${payPath}`],
    ['18', `http://user@evil${payPath}`],
  ])('row %s: %s is 404', async (_, uri) => {
    expect(await line.codeOf(body, { uri })).toBe('404 F NO_INTERFACE_DEF');
  });

  it.each([
    ['text/plain'],
    ['application/xml'],
    ['application/json\tx'],
    ['application/json garbage'],
    ['application/json; charset=utf-16'],
    [['application/json', 'application/json']],
  ])('row 19: Content-Type %p is 415', async (type) => {
    expect(await line.codeOf(body, { headers: { 'content-type': type } })).toBe('415 F MEDIA_TYPE_NOT_ACCEPTABLE');
  });

  it('row 20: Content-Encoding gzip is 415', async () => {
    const options: CallOptions = { headers: { 'content-encoding': 'gzip' } };
    expect(await line.codeOf(body, options)).toBe('415 F MEDIA_TYPE_NOT_ACCEPTABLE');
  });

  it('nothing has changed', async () => expect(await stateOf(wallet)).toEqual(before), 40_000);

  it('row 18: absolute form is accepted when its authority equals Host, and then the state changes', async () => {
    expect(await line.codeOf(body, { target: `http://${line.host}${payPath}` })).toBe('200 U VERIFICATION_IN_PROCESS');
    const after = await stateOf(wallet);
    const changed = Object.keys(after).filter((part) => after[part] !== before[part]);
    expect(changed).toEqual(['payments.order_event', 'payments.payment_order', 'redis']);
  });
});
