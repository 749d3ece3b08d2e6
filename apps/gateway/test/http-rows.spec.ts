import { unknown } from '@wallet/kernel';
import { GatewayUnderTest, type CallOptions } from './gateway-under-test';
import { inquiry, orderPay } from './requests';

/** reliability.md §10, rows 10 and 14 to 20; what needs a socket is in http-socket.int.spec.ts. */
describe('HTTP', () => {
  const gateway = new GatewayUnderTest();
  const call = async (path: string, options: CallOptions = {}, body: unknown = orderPay) => {
    gateway.commands.asked.length = 0;
    const { status, body: answer, headers } = await gateway.call(path, body, options);
    return { status, code: answer.result.resultCode, resultStatus: answer.result.resultStatus, headers };
  };
  const nothingAsked = () => expect(gateway.commands.asked).toEqual([]);

  beforeAll(() => gateway.start());
  afterAll(() => gateway.stop());

  it.each(['GET', 'PUT', 'DELETE', 'PATCH', 'OPTIONS', 'TRACE', 'PROPFIND', 'QUERY'] as const)(
    'row 14: %s is 405',
    async (method) => {
      const answer = await call('payments/pay', { method });
      expect(answer).toMatchObject({ status: 405, code: 'METHOD_NOT_SUPPORTED', resultStatus: 'F' });
      nothingAsked();
    },
  );

  it('row 14: HEAD is 405', async () => {
    expect(await call('payments/pay', { method: 'HEAD' })).toMatchObject({ status: 405 });
  });

  it.each([
    ['row 15', '/'],
    ['row 15', '/aps/api/v1'],
    ['row 15', '/aps/api/v1/payments/notifyPayment'],
    ['row 15', '/payments/pay'],
    ['row 16', '/%61ps/api/v1/payments/pay'],
    ['row 16', '/aps/api/v1/payments%2Fpay'],
    ['row 17', '/aps/api/v1/payments/pay?x=1'],
    ['row 17', '/aps/api/v1/payments/pay/'],
    ['row 17', '/aps/api/v1//payments/pay'],
    ['row 17', '/APS/api/v1/payments/pay'],
    ['row 17', '/aps/api/v1/payments/Pay'],
    ['row 17', '/aps/api/v1/payments/pay;x'],
  ])('%s: %s is 404', async (_row, path) => {
    expect(await call(path)).toMatchObject({ status: 404, code: 'NO_INTERFACE_DEF', resultStatus: 'F' });
    nothingAsked();
  });

  it.each(['GET', 'PUT', 'TRACE', 'PROPFIND'] as const)('an unknown path is 404 for %s too', async (method) => {
    expect(await call('/unknown', { method })).toMatchObject({ status: 404, code: 'NO_INTERFACE_DEF' });
  });

  it('row 10: a body of 1 MiB and a byte is 413, one of 1 MiB is read', async () => {
    const ofSize = (size: number) => JSON.stringify({ ...inquiry, padding: 'x'.repeat(size) });
    const overhead = ofSize(0).length;
    const tooLarge = await call('payments/inquiryPayment', {}, ofSize(1_048_577 - overhead));
    expect(tooLarge).toMatchObject({ status: 413, code: 'PARAM_ILLEGAL' });
    nothingAsked();
    const largest = await call('payments/inquiryPayment', {}, ofSize(1_048_576 - overhead));
    expect(largest).toMatchObject({ status: 200, code: 'UNKNOWN_EXCEPTION' });
  });

  it.each([
    'text/plain',
    ';charset=utf-8',
    'application/xml',
    'text/json',
    'application/json\tx',
    'application/json garbage',
    'application/json garbage;',
    'application/json;charset=utf-16',
    'application/json;charset="utf-16"',
    'application/json; version=1; CHARSET=latin1',
    'application/json; charset=utf-8; charset=utf-16',
    'application/json; charset=utf-8 x',
    'application/json; a b',
    'application/json; charset="utf-8',
    'application/json, application/json',
    'application/jsonx',
    'application/x-www-form-urlencoded',
  ])('row 19: Content-Type %p is 415', async (type) => {
    const answer = await call('payments/pay', { headers: { 'content-type': type } });
    expect(answer).toMatchObject({ status: 415, code: 'MEDIA_TYPE_NOT_ACCEPTABLE', resultStatus: 'F' });
    nothingAsked();
  });

  it.each([
    'application/json',
    'application/json;charset=utf-8',
    'APPLICATION/JSON; CHARSET=UTF-8',
    'application/json ; charset="utf-8"',
    undefined,
    'application/json;',
    'application/json ; ',
    'application/json;;',
    'application/json; charset=utf-8;',
    'application/json;charset=utf8',
    'application/json;charset=',
    'application/json; charset=utf-8; version=1',
    'application/json; profile="a; charset=utf-16"; q',
    'application/json;odata.metadata=minimal;IEEE754Compatible=true',
  ])('Content-Type %p is accepted', async (type) => {
    gateway.commands.answer = unknown('awaiting-otp');
    const answer = await call('payments/pay', { headers: { 'content-type': type } });
    expect(answer).toMatchObject({ status: 200, code: 'VERIFICATION_IN_PROCESS' });
  });

  it.each(['gzip', 'br', 'identity, gzip', 'identityx'])('row 20: Content-Encoding %p is 415', async (encoding) => {
    const answer = await call('payments/pay', { headers: { 'content-encoding': encoding } });
    expect(answer).toMatchObject({ status: 415, code: 'MEDIA_TYPE_NOT_ACCEPTABLE' });
    nothingAsked();
  });

  it.each(['identity', 'IDENTITY', ' identity ', 'identity, identity', ''])(
    'row 20: Content-Encoding %p is none',
    async (encoding) => {
      gateway.commands.answer = unknown('awaiting-otp');
      const answer = await call('payments/pay', { headers: { 'content-encoding': encoding } });
      expect(answer).toMatchObject({ status: 200, code: 'VERIFICATION_IN_PROCESS' });
    },
  );

  it('row 10: bodies may be bounded otherwise', async () => {
    const narrow = await new GatewayUnderTest({ MAX_BODY_BYTES: 100 }).start();
    expect(await narrow.call('payments/pay', orderPay)).toMatchObject({ status: 413 });
    await narrow.stop();
  });

  it('row 8: more than 64 header lines are 431, and the connection is closed', async () => {
    const many = Object.fromEntries(Array.from({ length: 64 }, (_, index) => [`x-${index}`, '1']));
    const answer = await call('payments/pay', { headers: many });
    expect(answer).toMatchObject({ status: 431, headers: { connection: 'close' } });
    nothingAsked();
  });

  it('serves another prefix where that is agreed', async () => {
    const hongKong = await new GatewayUnderTest({ API_PREFIX: '/aps/api/intl/wallet/v1' }).start();
    hongKong.commands.answer = unknown('awaiting-otp');
    const { body } = await hongKong.call('payments/pay', orderPay);
    expect(body.result.resultCode).toBe('VERIFICATION_IN_PROCESS');
    expect(await hongKong.call('/aps/api/v1/payments/pay', orderPay)).toMatchObject({ status: 404 });
    await hongKong.stop();
  });
});
