import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { operatedServices } from '@wallet/operator-contract';
import { readEndpoint } from './config';
import { exitCodes } from './terminal/exit';

describe('the endpoint', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'operator-config-'));
    mkdirSync(join(folder, '.local'));
    writeFileSync(join(folder, 'token'), 'a-token\n');
    writeFileSync(join(folder, 'empty'), '\n');
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  const stack = (content: unknown) => writeFileSync(join(folder, '.local/stack.json'), JSON.stringify(content));
  const local = {
    operator: {
      url: 'http://127.0.0.1:8091/',
      notifierUrl: 'http://127.0.0.1:8092',
      tokenFile: 'token',
      paymentsUrl: 'http://127.0.0.1:8093',
      otpUrl: 'http://127.0.0.1:8094',
    },
    gateway: {},
  };

  it('is that of the local stack', () => {
    stack(local);
    expect(readEndpoint('auth', folder, {})).toEqual({
      service: 'auth',
      url: 'http://127.0.0.1:8091',
      token: 'a-token',
    });
  });

  it('is that of the environment, which wins', () => {
    stack({ ...local, operator: { ...local.operator, url: 'http://other' } });
    const env = { OPERATOR_URL: 'https://auth.example/private', OPERATOR_TOKEN_FILE: join(folder, 'token') };
    expect(readEndpoint('auth', folder, env)).toEqual({
      service: 'auth',
      url: 'https://auth.example/private',
      token: 'a-token',
    });
  });

  it.each([
    ['notifier', 'NOTIFIER_OPERATOR_URL', 'http://127.0.0.1:8092'],
    ['payments', 'PAYMENTS_OPERATOR_URL', 'http://127.0.0.1:8093'],
    ['otp', 'OTP_OPERATOR_URL', 'http://127.0.0.1:8094'],
  ] as const)("is %s's own, with the same token", (service, name, url) => {
    stack(local);
    expect(readEndpoint(service, folder, {})).toEqual({ service, token: 'a-token', url });
    const env = { [name]: 'https://other.example/', OPERATOR_TOKEN_FILE: 'token' };
    expect(readEndpoint(service, folder, env)).toEqual({ service, token: 'a-token', url: 'https://other.example' });
    expect(() => readEndpoint('auth', folder, env)).toThrow('set both OPERATOR_URL and OPERATOR_TOKEN_FILE');
  });

  it.each([
    ['auth', 'tokenFile', 'OPERATOR_TOKEN_FILE', 'OPERATOR_URL'],
    ['payments', 'paymentsTokenFile', 'PAYMENTS_OPERATOR_TOKEN_FILE', 'PAYMENTS_OPERATOR_URL'],
    ['otp', 'otpTokenFile', 'OTP_OPERATOR_TOKEN_FILE', 'OTP_OPERATOR_URL'],
    ['notifier', 'notifierTokenFile', 'NOTIFIER_OPERATOR_TOKEN_FILE', 'NOTIFIER_OPERATOR_URL'],
  ] as const)('of %s has a token of its own where one is given', (service, inStack, tokenName, urlName) => {
    writeFileSync(join(folder, 'own'), 'its-token\n');
    stack({ operator: { ...local.operator, [inStack]: 'own' } });
    expect(readEndpoint(service, folder, {})).toMatchObject({ token: 'its-token' });
    const env = { OPERATOR_TOKEN_FILE: 'token', [urlName]: 'https://other.example', [tokenName]: 'own' };
    expect(readEndpoint(service, folder, env)).toMatchObject({ token: 'its-token' });
    for (const name of [tokenName, urlName]) {
      expect(() => readEndpoint(service, folder, { [name]: 'https://own' })).toThrow('set both');
    }
  });

  it.each(['notifier', 'payments', 'otp'] as const)('is missing in a stack file from before %s had one', (service) => {
    stack({ operator: { url: local.operator.url, tokenFile: 'token' } });
    expect(() => readEndpoint(service, folder, {})).toThrow(`does not name an operator endpoint of ${service}`);
    expect(readEndpoint('auth', folder, {})).toMatchObject({ url: 'http://127.0.0.1:8091' });
  });

  it('has the token of a local stack with an issuer of its own', () => {
    stack({ operator: { ...local.operator, tokenCommand: `${process.execPath} -p 'a-token-of-the-stack'.trim()` } });
    expect(readEndpoint('otp', folder, {})).toMatchObject({ token: 'a-token-of-the-stack' });
  });

  it('has the token that a program prints, where no file is given', () => {
    stack(local);
    const program = `${process.execPath} -p 'a-token-of-a-program'.trim()`;
    const env = { PAYMENTS_OPERATOR_URL: 'https://payments.example', OPERATOR_TOKEN_COMMAND: program };
    expect(readEndpoint('payments', folder, env)).toMatchObject({ token: 'a-token-of-a-program' });
    expect(() => readEndpoint('auth', folder, env)).toThrow('set both');
    for (const name of ['OPERATOR_TOKEN_FILE', 'OTP_OPERATOR_TOKEN_FILE']) {
      expect(() => readEndpoint('payments', folder, { ...env, [name]: 'token' })).toThrow('not both');
    }
  });

  it('sends the token of the local stack to no other address', () => {
    stack(local);
    const notifierUrl = 'https://notifier.example';
    for (const env of [
      { OPERATOR_URL: 'https://auth.example' },
      { OPERATOR_TOKEN_FILE: 'token' },
      { NOTIFIER_OPERATOR_URL: notifierUrl },
      { PAYMENTS_OPERATOR_URL: 'https://payments.example' },
      { OPERATOR_URL: 'https://auth.example', NOTIFIER_OPERATOR_URL: notifierUrl },
    ]) {
      for (const service of operatedServices) {
        expect(() => readEndpoint(service, folder, env)).toThrow('set both');
      }
    }
  });

  it.each([
    [{ OPERATOR_URL: 'auth.example', OPERATOR_TOKEN_FILE: 'token' }, 'http or https URL'],
    [{ OPERATOR_URL: 'ftp://auth.example', OPERATOR_TOKEN_FILE: 'token' }, 'http or https URL'],
    [{ OPERATOR_URL: 'https://auth.example', OPERATOR_TOKEN_FILE: 'none' }, '/none does not exist'],
    [{ OPERATOR_URL: 'https://auth.example', OPERATOR_TOKEN_FILE: 'token/below' }, '/token/below does not exist'],
    [{ OPERATOR_URL: 'https://auth.example', OPERATOR_TOKEN_FILE: 'empty' }, '/empty is empty'],
    [{ OPERATOR_URL: 'https://auth.example', OPERATOR_TOKEN_FILE: '.local' }, '/.local is a folder, not a file'],
  ])('refuses %j: %s', (env, message) => {
    expect(() => readEndpoint('auth', folder, env)).toThrow(message);
  });

  it('is unreachable while there is no stack', () => {
    expect(() => readEndpoint('auth', folder, {})).toThrow(
      expect.objectContaining({ exitCode: exitCodes.unreachable }) as Error,
    );
    expect(() => readEndpoint('auth', folder, {})).toThrow('npm start');
  });

  it.each([{}, { operator: {} }, { operator: { url: 1, tokenFile: 'token' } }, null])(
    'refuses a stack file of %j',
    (content) => {
      stack(content);
      expect(() => readEndpoint('auth', folder, {})).toThrow('does not name an operator endpoint');
    },
  );
});
