import { crc16 } from './crc';
import { type Objects, readObjects } from './tlv';

/** An EMVCo merchant-presented code whose checksum is right. */
export interface EmvcoCode {
  /** Root objects by tag, such as `58` for the country; an empty value counts as absent. */
  readonly root: Objects;
  /** Merchant account templates (tags 26 to 51) in the order of the code, each by its own tags. */
  readonly templates: readonly Objects[];
}

const start = '000201';
const checksum = /6304([\dA-Fa-f]{4})$/;
/** A QR code of version 40 holds no more alphanumeric characters. */
const longest = 4296;

const isTemplate = (tag: string): boolean => tag >= '26' && tag <= '51';

/** Lengths count characters; some issuers of names in other scripts count UTF-8 bytes. */
function readAnyLength(text: string): Objects | undefined {
  const byCharacters = readObjects([...text]);
  if (byCharacters) return byCharacters;
  const byBytes = readObjects([...Buffer.from(text, 'utf8').toString('latin1')]);
  return byBytes && new Map([...byBytes].map(([tag, value]) => [tag, Buffer.from(value, 'latin1').toString('utf8')]));
}

function isChecksumRight(text: string): boolean {
  const stated = checksum.exec(text)?.[1];
  return stated?.toUpperCase() === crc16(Buffer.from(text.slice(0, -4), 'utf8'));
}

/** Undefined for whatever is not an EMVCo merchant-presented code of payload format 01 with the right checksum. */
export function parseEmvcoCode(text: string): EmvcoCode | undefined {
  if (text.length > longest || !text.startsWith(start) || !isChecksumRight(text)) return undefined;
  const all = readAnyLength(text);
  if (all?.get('63')?.length !== 4) return undefined;
  const root = new Map([...all].filter(([, value]) => value !== ''));
  const templates = [...root].filter(([tag]) => isTemplate(tag)).map(([, value]) => readAnyLength(value));
  return { root, templates: templates.filter((template) => template !== undefined) };
}
