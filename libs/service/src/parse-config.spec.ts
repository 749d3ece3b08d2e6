import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { z } from 'zod';
import { LiveFile } from './live-file';
import { parseConfig } from './parse-config';
import { commonSettings, settings } from './settings';

describe('settings', () => {
  const dir = mkdtempSync(join(tmpdir(), 'settings-'));
  const file = join(dir, 'secret');
  const empty = join(dir, 'empty.key');
  const spaced = join(dir, 'spaced.token');
  writeFileSync(spaced, 'two words');
  writeFileSync(file, '  c2VjcmV0  \n');
  writeFileSync(empty, ' \n');
  afterAll(() => rmSync(dir, { recursive: true }));

  it.each([
    ['port', settings.port(), '8080', 8080],
    ['positiveInt', settings.positiveInt(), '1', 1],
    ['nonNegativeInt', settings.nonNegativeInt(), '0', 0],
    ['intList', settings.intList(), '0, 2,5', [0, 2, 5]],
    ['minorUnits', settings.minorUnits(), '500000', 500000n],
    ['commaList', settings.commaList(), 'a:1, b:2', ['a:1', 'b:2']],
    ['utcOffset', settings.utcOffset(), '-03:30', '-03:30'],
    ['url', settings.url(), 'http://127.0.0.1:1/x', 'http://127.0.0.1:1/x'],
    ['dir', settings.dir(), dir, dir],
    ['liveFile', settings.liveFile(), file, new LiveFile(file)],
    ['base64KeyFile', settings.base64KeyFile(6), file, Buffer.from('secret')],
    ['brokers', settings.brokers(), 'k-1:9092, [::1]:9093', ['k-1:9092', '[::1]:9093']],
    ['word', settings.word(['a', 'b']), 'b', 'b'],
    ['urlOf', settings.urlOf('redis', 'rediss'), 'rediss://r', 'rediss://r'],
    ['a default', settings.positiveInt(7), '', 7],
    ['an optional file', settings.liveFile().optional(), '', undefined],
  ])('%s is read', (_, schema: z.ZodType<unknown>, text, expected) => {
    expect(parseConfig(z.object({ A: schema }), { A: text })).toEqual({ A: expected });
  });

  it.each([
    ['does not exist', settings.liveFile(), join(dir, 'missing.key'), `${join(dir, 'missing.key')} does not exist`],
    ['is below a file', settings.liveFile(), join(file, 'key'), `${join(file, 'key')} does not exist`],
    ['is empty', settings.liveFile(), empty, `${empty} is empty`],
    ['is a folder', settings.base64KeyFile(6), dir, `${dir} is a folder, not a file`],
    ['is of another length', settings.base64KeyFile(32), file, `${file} holds 6 bytes`],
    [
      'is a folder that does not exist',
      settings.dir(),
      './no-such-folder',
      `${resolve('no-such-folder')} does not exist`,
    ],
    ['is no folder', settings.dir(), file, `${file} is no folder`],
    ['is a name', settings.liveFile(), 'missing.key', `${resolve('missing.key')} does not exist`],
  ])('a file that %s is named with what is wrong', (_, schema: z.ZodType<unknown>, path, fault) => {
    expect(() => parseConfig(z.object({ A: schema }), { A: path })).toThrow(fault);
  });

  it.each([
    's3cret-value',
    `${['-----BEGIN', 'PRIVATE', 'KEY-----'].join(' ')}\nMIIE`,
    randomBytes(32).toString('base64'),
    `/${randomBytes(31).toString('base64')}=`,
    'eyJhbGciOiJI.eyJzdWIiOiIxMjM0NTY3ODkw.SflKxwRJSMeKKF2QT4',
  ])('%s in the place of a path may be the secret itself and is not told', (secret) => {
    const wrong = () => parseConfig(z.object({ A: settings.liveFile() }), { A: secret });
    expect(wrong).toThrow(/^wrong settings: A must be .*give a path/);
    expect(wrong).not.toThrow(secret.slice(0, 20));
  });

  it.each([
    ['port', settings.port(), '65536'],
    ['positiveInt', settings.positiveInt(3), '0'],
    ['positiveInt', settings.positiveInt(3), '1e3'],
    ['nonNegativeInt', settings.nonNegativeInt(), '-1'],
    ['intList', settings.intList(), '1,x'],
    ['minorUnits', settings.minorUnits(), '1.5'],
    ['commaList', settings.commaList(), ','],
    ['utcOffset', settings.utcOffset(), 'HKT'],
    ['url', settings.url(), 'localhost'],
    ['brokers', settings.brokers(), 'localhost'],
    ['brokers', settings.brokers(), 'kafka://k:9092'],
    ['word', settings.word(['a', 'b'], 'a'), 'c'],
    ['urlOf', settings.urlOf('redis'), 'https://r'],
    ['dir', settings.dir(), file],
    ['liveFile', settings.liveFile(), join(dir, 'missing')],
    ['tokenFile', settings.tokenFile(), spaced],
    ['base64KeyFile', settings.base64KeyFile(32), file],
  ])('%s refuses its wrong text', (_, schema: z.ZodType<unknown>, text) => {
    expect(() => parseConfig(z.object({ A: schema }), { A: text })).toThrow(/^wrong settings: A must be /);
  });

  describe('under a former name', () => {
    const read = (env: NodeJS.ProcessEnv) =>
      parseConfig(z.object({ LIMITS: settings.text('HKD:9'), A: settings.port(0) }), env, { LIMIT: 'LIMITS=HKD:1' });

    it('are wrong, with what to write instead, beside what else is wrong', () => {
      expect(() => read({ LIMIT: '777' })).toThrow(
        /^wrong settings: LIMIT is not read any more, write e.g. LIMITS=HKD:1$/,
      );
      expect(() => read({ LIMIT: '777', A: 'x' })).toThrow(/: A must be .*; LIMIT is not/);
    });

    it('do no harm beside their new one, for the release before, or empty', () => {
      expect(read({ LIMIT: '777', LIMITS: 'HKD:2' })).toEqual({ LIMITS: 'HKD:2', A: 0 });
      expect(read({ LIMIT: '' })).toEqual({ LIMITS: 'HKD:9', A: 0 });
    });
  });

  it('names every wrong variable in one line, and no value', () => {
    const schema = z.object({ ...commonSettings, A: settings.port(), TOKEN_FILE: settings.liveFile() });
    const wrong = () => parseConfig(schema, { HEALTH_PORT: 'x', TOKEN_FILE: 's3cret', LOG_LEVEL: 'loud' });
    expect(wrong).toThrow(/HEALTH_PORT must be a port.*LOG_LEVEL .*A must be .* \(it is not set\).*TOKEN_FILE must/);
    expect(wrong).not.toThrow(/s3cret|\n/);
  });
});
