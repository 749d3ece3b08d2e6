import fc from 'fast-check';
import { formatSignatureHeader, parseSignatureHeader } from './signature-header';

const signature = Buffer.from('fbefbe00ff', 'hex');
const base64 = '++++AP8=';
const encoded = '%2B%2B%2B%2BAP8%3D';
const parse = (header: string | undefined) => parseSignatureHeader(header);
const accepted = (keyVersion: string | undefined) => ({ ok: true, value: { keyVersion, signature } });

describe('formatSignatureHeader', () => {
  it('keeps the order, has no spaces and encodes the base64', () => {
    expect(formatSignatureHeader({ keyVersion: '1', signature })).toBe(
      `algorithm=RSA256,keyVersion=1,signature=${encoded}`,
    );
  });

  it('is read back', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 1, maxLength: 512 }), fc.nat(), (bytes, version) => {
        const header = { keyVersion: String(version), signature: Buffer.from(bytes) };
        expect(parse(formatSignatureHeader(header))).toEqual({ ok: true, value: header });
      }),
    );
  });
});

describe('parseSignatureHeader accepts', () => {
  it.each([
    ['spaces', `algorithm=RSA256, keyVersion=1, signature=${encoded}`, '1'],
    ['more spaces and tabs', `  algorithm=RSA256 ,\tkeyVersion=1  ,   signature=${encoded}  `, '1'],
    ['another order', `signature=${encoded},keyVersion=1,algorithm=RSA256`, '1'],
    ['unknown items', `foo,clientId=a=b,keyVersion=0,,signature=${encoded},`, '0'],
    ['a lower-case algorithm', `algorithm=rsa256,keyVersion=1,signature=${encoded}`, '1'],
    ['no algorithm', `keyVersion=1,signature=${encoded}`, '1'],
    ['no key version', `algorithm=RSA256,signature=${encoded}`, undefined],
    ['a key version of any text', `keyVersion=__proto__,signature=${encoded}`, '__proto__'],
    ['lower-case escapes', `keyVersion=1,signature=${encoded.toLowerCase().replace('ap8', 'AP8')}`, '1'],
    ['bare base64', `keyVersion=1,signature=${base64}`, '1'],
    ['base64 with only some characters encoded', `keyVersion=1,signature=++++AP8%3D`, '1'],
  ])('%s', (_what, header, keyVersion) => {
    expect(parse(header)).toEqual(accepted(keyVersion));
  });
});

describe('parseSignatureHeader refuses', () => {
  const right = `algorithm=RSA256,keyVersion=1,signature=${encoded}`;

  it.each([
    ['nothing', undefined, 'no signature header'],
    ['an empty header', '', 'malformed signature'],
    ['no signature item', 'algorithm=RSA256,keyVersion=1', 'malformed signature'],
    ['a signature item without value', 'keyVersion=1,signature', 'malformed signature'],
    ['two joined headers', `${right}, ${right}`, 'duplicate item'],
    ['two key versions', `keyVersion=1,keyVersion=2,signature=${encoded}`, 'duplicate item'],
    ['two signatures', `signature=${encoded},signature=${encoded}`, 'duplicate item'],
    ['two algorithms', `algorithm=RSA256,algorithm=RSA256,signature=${encoded}`, 'duplicate item'],
    ['8 KiB and more', `${right},x=${'x'.repeat(8192)}`, 'malformed signature header'],
    ['another script', `${right},é=1`, 'malformed signature header'],
    ['a line break', `${right}\r\n`, 'malformed signature header'],
  ])('%s', (_what, header, reason) => {
    expect(parse(header)).toEqual({ ok: false, reason });
  });

  it.each(['none', 'RSA1', 'RSA512', 'ECC224', 'ECC256', 'HS256', '', 'RSA256x', ' RSA256'])(
    'algorithm=%s',
    (algorithm) => {
      const header = `algorithm=${algorithm},keyVersion=1,signature=${encoded}`;
      expect(parse(header)).toEqual({ ok: false, reason: 'unsupported algorithm' });
    },
  );

  it.each([
    ['empty', ''],
    ['trailing junk', `${encoded}!!!`],
    ['a space inside', '++++ AP8='],
    ['a space in front', ' ++++AP8='],
    ['an encoded space', `${encoded}%20`],
    ['the url-safe alphabet', '----AP8='],
    ['no padding', '++++AP8'],
    ['too much padding', '++++AP8=='],
    ['something after the padding', '++++AP8=AAAA'],
    ['spare bits that are not zero', '++++AP9='],
    ['double encoding', encoded.replaceAll('%', '%25')],
    ['a truncated escape', '++++AP8%3'],
    ['an escaped letter', '++++%41P8='],
    ['a broken escape', '++++AP8%zz'],
  ])('a signature with %s', (_what, value) => {
    expect(parse(`keyVersion=1,signature=${value}`)).toEqual({ ok: false, reason: 'malformed signature' });
  });

  it('no text at all with an exception, and quickly', () => {
    fc.assert(fc.property(fc.string(), (text) => typeof parse(text).ok === 'boolean'));
    const startedAt = performance.now();
    parse(' '.repeat(8192));
    parse(',='.repeat(4096));
    expect(performance.now() - startedAt).toBeLessThan(50);
  });
});
