import { parseOrderCodeV3 } from './order-code-v3';

const text = 'GPLD095PLVS00201CDSD0330114SAMPLEPLATFORM0211SAMPLEMERIDCIRD0390112SAMPLEISSUER0202120313MINIPROGRAMID';
const url = (payload: string) => `HTTPS://QR.SAMPLEDOMAIN.COM/MPM/3/${payload}`;
const encoded = (payload: string) => Buffer.from(payload).toString('base64');

it('reads the sample of the specification', () => {
  const objects = parseOrderCodeV3(url(encoded(text)));
  expect(objects).toEqual(
    new Map<string, unknown>([
      ['PLVS', '01'],
      [
        'CDSD',
        new Map([
          ['01', 'SAMPLEPLATFORM'],
          ['02', 'SAMPLEMERID'],
        ]),
      ],
      [
        'CIRD',
        new Map([
          ['01', 'SAMPLEISSUER'],
          ['02', '12'],
          ['03', 'MINIPROGRAMID'],
        ]),
      ],
    ]),
  );
});

it('reads a payload that is percent-encoded, and one without objects that it knows', () => {
  expect(parseOrderCodeV3(url(encodeURIComponent(encoded('GPLD018PLVS00201XYZW00212'))))?.get('XYZW')).toBe('12');
});

it.each([
  ['another version', `HTTPS://QR.SAMPLEDOMAIN.COM/MPM/4/${encoded(text)}`],
  ['no payload', url('')],
  ['what is not Base64', url('a b')],
  ['a broken percent-encoding', url('%E0%A4%A')],
  ['another outer object', url(encoded(text.replace('GPLD', 'GPLX')))],
  ['a text that ends early', url(encoded(text.slice(0, -1)))],
  ['a text that goes on', url(encoded(`${text}X`))],
  ['a length within that does not fit', url(encoded(text.replace('0114', '0199')))],
  ['no version of the payload', url(encoded('GPLD009XYZW00212'))],
  ['the text itself', text],
])('refuses %s', (_, code) => {
  expect(parseOrderCodeV3(code)).toBeUndefined();
});
