import { readFileSync } from 'node:fs';
import { apiPath } from '@wallet/alipayplus';
import { parties, tokenPayment } from './binding';
import { exchange } from './raw-answer';
import { SignedLine, timeIn, type CallOptions } from './signed-line';
import type { JsonObject, Wallet } from './wallet';

const cancelPath = apiPath('cancelToken');

/** Calls that hold a code or token where it does not belong, or where it does but in a call that is refused. */
function misplacedCalls(secret: string): [expected: RegExp, body: JsonObject | string, options: CallOptions][] {
  const body = { ...parties, accessToken: secret };
  const whole = JSON.stringify(body);
  const uri = cancelPath;
  const illegal = /^200 F PARAM_ILLEGAL$/;
  const notFound = /^404 F NO_INTERFACE_DEF$/;
  const redirect = { ...parties, authClientId: 'a', authClientName: 'a', referenceAgreementId: 'a', authState: 'a' };
  const refused: [api: 'applyToken' | 'cancelToken' | 'pay' | 'prepare', body: JsonObject | string][] = [
    ['cancelToken', whole.slice(0, -1)],
    ['cancelToken', `{"${secret}":1,"${secret}":2}`],
    ['cancelToken', `{"accessToken":"${secret}","accessToken":"${secret}"}`],
    ['cancelToken', { ...body, accessToken: secret.repeat(5) }],
    ['cancelToken', { ...body, accessToken: [secret] }],
    ['cancelToken', { ...body, accessToken: `${secret} ` }],
    ['cancelToken', { ...body, pspId: secret }],
    ['applyToken', { ...parties, authClientId: 'a', grantType: secret }],
    ['applyToken', { ...parties, authClientId: 'a', grantType: 'AUTHORIZATION_CODE', authCode: `${secret}0123456789` }],
    ['pay', { ...tokenPayment(secret), paymentAmount: { currency: secret, value: secret } }],
    ['pay', { ...tokenPayment(secret), paymentFactor: { isEasyPayScenario: secret } }],
    ['pay', { ...tokenPayment(secret), paymentExpiryTime: secret }],
    ['prepare', { ...redirect, authRedirectUrl: 'https://shop.example/', scopes: [secret] }],
    ['prepare', { ...redirect, authRedirectUrl: `https://evil.example/${secret}`, scopes: ['AGREEMENT_PAY'] }],
    ['prepare', { ...redirect, authRedirectUrl: `javascript:${secret}`, scopes: ['AGREEMENT_PAY'] }],
    ['prepare', { ...redirect, authorizationAction: secret }],
  ];
  return [
    [/^200 F INVALID_SIGNATURE$/, body, { uri, signature: () => 'signature=AAAA' }],
    [/^200 F /, body, { uri, signature: (header) => header.replace('keyVersion=1', `keyVersion=${secret}`) }],
    [/^200 F INVALID_SIGNATURE$/, body, { uri, time: timeIn(-310) }],
    [/^200 F INVALID_CLIENT$/, body, { uri, headers: { 'client-id': secret } }],
    [/^200 F /, body, { uri, headers: { 'request-time': secret } }],
    [/^415 F /, body, { uri, headers: { 'content-type': `text/${secret}` } }],
    [/^405 F /, body, { uri, method: 'PUT' }],
    [notFound, body, { uri: `/unknown/${secret}` }],
    [notFound, body, { uri: `${uri}?accessToken=${secret}` }],
    [notFound, body, { uri: `${uri}/${encodeURIComponent(`{"token":"${secret}"}`)}` }],
    [
      illegal,
      {},
      { uri, headers: { traceparent: secret, 'user-agent': secret, cookie: `token=${secret}`, 'x-token': secret } },
    ],
    ...refused.map(([api, rawBody]): [RegExp, JsonObject | string, CallOptions] => [
      illegal,
      rawBody,
      { uri: apiPath(api) },
    ]),
  ];
}

/** Every other way in: the wallet's app, browsers, operators. */
function misplacedRequests({ stack }: Wallet, secret: string): [url: string, bearer: string][] {
  const { auth, notifier } = stack.operatorTokenFiles;
  const [operator, ofNotifier] = [auth, notifier].map((file) => readFileSync(file, 'utf8').trim()) as [string, string];
  const [gatewayUrl] = stack.gatewayUrls;
  return [
    [`${stack.walletApiUrl}/wallet/v1/agreements`, secret],
    [`${stack.walletApiUrl}/wallet/v1/agreements/${secret}`, secret],
    [`${gatewayUrl}/consent/${secret}`, secret],
    [`${gatewayUrl}/consent/${'a'.repeat(22)}?session=${secret}`, secret],
    [`${stack.operatorUrls.auth}/operator/v1/customers/x`, secret],
    [`${stack.operatorUrls.auth}/operator/v1/customers/${secret}`, operator],
    [`${stack.operatorUrls.auth}/operator/v1/${secret}`, operator],
    [`${stack.operatorUrls.notifier}/operator/v1/deliveries?state=${secret}`, ofNotifier],
  ];
}

/** Sends a code or token to every place where it is refused; fails where it is not. */
export async function misplace(wallet: Wallet, secret: string): Promise<void> {
  const line = new SignedLine(wallet);
  for (const [expected, body, options] of misplacedCalls(secret)) {
    expect(await line.codeOf(body, options)).toMatch(expected);
  }
  for (const [url, bearer] of misplacedRequests(wallet, secret)) {
    const { status } = await fetch(url, { headers: { authorization: `Bearer ${bearer}` } });
    expect([url, 400 <= status && status < 500]).toEqual([url, true]);
  }
  const { status } = await exchange(line.url, Buffer.from(`POST /${secret} HTTP/1.1\r\n${secret}\r\n\r\n`));
  expect(status).toBe(400);
}
