import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DependencyFault, LiveFile } from '@wallet/service';
import { SharedToken, tokensIn } from './shared-token';

const [old, next] = ['the-old-token-of-operators', 'the-new-token-of-operators'];

it.each<[string, string[] | undefined]>([
  [old, [old]],
  [`${old}\n${next}`, [old, next]],
  [`${old}\r\n\n${next}`, [old, next]],
  ['', undefined],
  ['short', undefined],
  [`${old}\nshort`, undefined],
  [`${old} ${next}`, undefined],
  [`${old}\n${next}\n${next}x`, undefined],
])('%j holds the tokens %j', (text, tokens) => {
  expect(tokensIn(text)).toEqual(tokens);
});

describe('the token of operators', () => {
  const dir = mkdtempSync(join(tmpdir(), 'operator-token-'));
  const file = join(dir, 'token');
  const auth = new SharedToken(new LiveFile(file));
  const isGood = (token: string) =>
    auth.authenticate(token).then(
      ({ roles }) => roles.length > 0,
      (error: { getStatus?: () => number }) => (error.getStatus?.() === 401 ? false : Promise.reject(error as Error)),
    );
  const good = async () => [await isGood(old), await isGood(next), await isGood(`${old}\n${next}`)];
  afterAll(() => rmSync(dir, { recursive: true, force: true }));

  it('is replaced by way of both, without a restart', async () => {
    writeFileSync(file, old);
    expect(await good()).toEqual([true, false, false]);
    writeFileSync(file, `${old}\n${next}\n`);
    expect(await good()).toEqual([true, true, false]);
    writeFileSync(file, next);
    expect(await good()).toEqual([false, true, false]);
  });

  it.each(['nonsense', ''])('cannot be told while its file holds %j, and nobody is let in', async (text) => {
    writeFileSync(file, text);
    await expect(auth.authenticate(next)).rejects.toThrow(DependencyFault);
    await expect(auth.authenticate(text)).rejects.toThrow(DependencyFault);
  });
});
