import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import { parseConfig } from './parse-config';
import { commonSettings, settings } from './settings';

describe('settings', () => {
  const dir = mkdtempSync(join(tmpdir(), 'settings-'));
  const file = join(dir, 'secret');
  writeFileSync(file, '  c2VjcmV0  \n');
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
    ['secretFile', settings.secretFile(), file, 'c2VjcmV0'],
    ['base64KeyFile', settings.base64KeyFile(6), file, Buffer.from('secret')],
    ['a default', settings.positiveInt(7), '', 7],
    ['an optional file', settings.secretFile().optional(), '', undefined],
  ])('%s is read', (_, schema: z.ZodType<unknown>, text, expected) => {
    expect(parseConfig(z.object({ A: schema }), { A: text })).toEqual({ A: expected });
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
    ['dir', settings.dir(), file],
    ['secretFile', settings.secretFile(), join(dir, 'missing')],
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
    const schema = z.object({ ...commonSettings, TOKEN_FILE: settings.secretFile() });
    const wrong = () => parseConfig(schema, { HEALTH_PORT: 'x', TOKEN_FILE: 's3cret', LOG_LEVEL: 'loud' });
    expect(wrong).toThrow(
      /HEALTH_PORT must be a port.*LOG_LEVEL .*KAFKA_BROKERS must be .* \(it is not set\).*TOKEN_FILE must/,
    );
    expect(wrong).not.toThrow(/s3cret|\n/);
  });
});
