import { AlipayPlusServer, resultBody, signedAnswer } from '@wallet/alipayplus-client/testing';
import { answerPlace, seal } from '@wallet/contracts';
import { done, refused, unknown } from '@wallet/kernel';
import { correlationId } from './fake-commands';
import { clientId, GatewayUnderTest, now } from './gateway-under-test';
import { expectDescribed } from './open-api';
import { accessToken } from './requests';
import { agreementId, WalletApiUnderTest } from './wallet-api-under-test';

const path = '/aps/api/v1/authorizations/consultUnbinding';
const unbinding = ['post', '/wallet/v1/agreements/{agreementId}/unbind'] as const;
const says = (resultStatus: string, rest: object = {}) =>
  JSON.stringify({ ...(JSON.parse(resultBody(resultStatus, 'CODE')) as object), ...rest });

describe('unbinding in the wallet app', () => {
  const server = new AlipayPlusServer();
  let gateway: GatewayUnderTest;
  let api: WalletApiUnderTest;

  beforeAll(async () => {
    gateway = new GatewayUnderTest({ ALIPAYPLUS_BASE_URL: await server.start(), CONSULT_TIMEOUT_MS: 500 });
    api = new WalletApiUnderTest(gateway);
    await api.start();
  });
  beforeEach(() => {
    gateway.walletAppCommands.asked.length = 0;
    gateway.walletAppCommands.nextAnswers.length = 0;
    server.received.length = 0;
    answer(says('S', { allowUnbinding: 'true' }));
  });
  afterAll(async () => {
    await api.stop();
    await server.stop();
  });

  const answer = (body: string) => {
    server.answer = async (_, response) => {
      const signed = { clientId, keyVersion: '1', privateKey: gateway.theirs.privateKey, body };
      const { headers } = await signedAnswer(path, { ...signed, time: now.toISOString() });
      response.writeHead(200, headers).end(body);
    };
  };
  const knows = (over: object = {}) => {
    const sealedAccessToken = seal(accessToken, answerPlace(correlationId), gateway.sealKeys);
    const result = { kind: 'unbinding', authClientId: '2191120000000945', sealedAccessToken, ...over } as const;
    gateway.walletAppCommands.nextAnswers.push(done(result));
  };
  const topics = () => gateway.walletAppCommands.asked.map(({ topic }) => topic);

  it('asks Alipay+, then ends the agreement', async () => {
    knows({ referenceMerchantId: '2191120000000946' });
    gateway.walletAppCommands.nextAnswers.push(done({ kind: 'agreement-revoked' } as const));
    const told = await api.unbind();
    expect(told).toMatchObject({ status: 200, body: { agreementId, status: 'CANCELLED' } });
    expectDescribed(unbinding, told);
    const [consulted] = server.received;
    expect(consulted).toMatchObject({ method: 'POST', url: path });
    expect(JSON.parse(String(consulted?.rawBody))).toEqual({
      authClientId: '2191120000000945',
      referenceMerchantId: '2191120000000946',
      accessToken,
    });
    expect(topics()).toEqual(['auth.unbinding.command.v1', 'auth.revocation.command.v1']);
    expect(gateway.walletAppCommands.asked[1]?.payload).toEqual({ agreementId, customerId: 'customer-1' });
    expect(JSON.stringify(gateway.walletAppCommands.asked)).not.toContain(accessToken);
  });

  it('names the auth client for a merchant that is not known', async () => {
    knows();
    gateway.walletAppCommands.nextAnswers.push(done({ kind: 'agreement-revoked' } as const));
    await api.unbind();
    expect(JSON.parse(String(server.received[0]?.rawBody))).toMatchObject({ referenceMerchantId: '2191120000000945' });
  });

  it.each([says('S', { allowUnbinding: 'false' }), says('S')])(
    'changes nothing when Alipay+ answers %s',
    async (body) => {
      knows();
      answer(body);
      const told = await api.unbind();
      expect(told).toMatchObject({ status: 409, body: { error: 'unbind-at-merchant' } });
      expectDescribed(unbinding, told);
      expect(topics()).toEqual(['auth.unbinding.command.v1']);
    },
  );

  it.each([
    ['F', () => answer(says('F', { allowUnbinding: 'true' }))],
    ['U', () => answer(says('U', { allowUnbinding: 'true' }))],
    ['no result', () => answer('{"allowUnbinding":"true"}')],
    [
      'nothing signed',
      () => void (server.answer = (_, response) => void response.end(says('S', { allowUnbinding: 'true' }))),
    ],
    ['nothing', () => void (server.answer = () => undefined)],
  ])('does not know when Alipay+ answers %s', async (_, behave) => {
    knows();
    behave();
    const told = await api.unbind();
    expect(told).toMatchObject({ status: 503, body: { error: 'unavailable' } });
    expectDescribed(unbinding, told);
    expect(topics()).toEqual(['auth.unbinding.command.v1']);
  });

  it.each([
    [unknown('no-answer' as const), 503],
    [refused('AgreementNotFound' as const), 404],
  ])('tells when the end is not known, or there is nothing any more', async (last, status) => {
    knows();
    gateway.walletAppCommands.nextAnswers.push(last);
    const told = await api.unbind();
    expect(told.status).toBe(status);
    expectDescribed(unbinding, told);
  });
});
