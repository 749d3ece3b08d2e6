import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readEndpoint } from './config';
import { exitCodes } from './exit';

describe('the endpoint', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'operator-config-'));
    mkdirSync(join(folder, '.local'));
    writeFileSync(join(folder, 'token'), 'a-token\n');
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  const stack = (content: unknown) => writeFileSync(join(folder, '.local/stack.json'), JSON.stringify(content));
  const local = { operator: { url: 'http://127.0.0.1:8091/', tokenFile: 'token' }, gateway: {} };

  it('is that of the local stack', () => {
    stack(local);
    expect(readEndpoint(folder, {})).toEqual({ url: 'http://127.0.0.1:8091', token: 'a-token' });
  });

  it('is that of the environment, which wins', () => {
    stack({ ...local, operator: { ...local.operator, url: 'http://other' } });
    const env = { OPERATOR_URL: 'https://auth.example/private', OPERATOR_TOKEN_FILE: join(folder, 'token') };
    expect(readEndpoint(folder, env)).toEqual({ url: 'https://auth.example/private', token: 'a-token' });
  });

  it('sends the token of the local stack to no other address', () => {
    stack(local);
    for (const env of [{ OPERATOR_URL: 'https://auth.example' }, { OPERATOR_TOKEN_FILE: 'token' }]) {
      expect(() => readEndpoint(folder, env)).toThrow('set both');
    }
  });

  it.each([
    [{ OPERATOR_URL: 'auth.example', OPERATOR_TOKEN_FILE: 'token' }, 'http or https URL'],
    [{ OPERATOR_URL: 'ftp://auth.example', OPERATOR_TOKEN_FILE: 'token' }, 'http or https URL'],
    [{ OPERATOR_URL: 'https://auth.example', OPERATOR_TOKEN_FILE: 'none' }, 'missing or empty'],
    [{ OPERATOR_URL: 'https://auth.example', OPERATOR_TOKEN_FILE: '.local' }, 'cannot be read'],
  ])('refuses %j: %s', (env, message) => {
    expect(() => readEndpoint(folder, env)).toThrow(message);
  });

  it('is unreachable while there is no stack', () => {
    expect(() => readEndpoint(folder, {})).toThrow(
      expect.objectContaining({ exitCode: exitCodes.unreachable }) as Error,
    );
    expect(() => readEndpoint(folder, {})).toThrow('npm start');
  });

  it.each([{}, { operator: {} }, { operator: { url: 1, tokenFile: 'token' } }, null])(
    'refuses a stack file of %j',
    (content) => {
      stack(content);
      expect(() => readEndpoint(folder, {})).toThrow('does not name an operator endpoint');
    },
  );
});
