/** GSM 7-bit default alphabet (3GPP TS 23.038 §6.2.1), without the escape itself. */
const basic =
  '@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !"#¤%&\'()*+,-./0123456789:;<=>?¡' +
  'ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà';
/** Its extension table: each character is sent as an escape and a character. */
const extension = '\f^{}\\[~]|€';
const septets = new Map<string, number>();
for (const character of basic) septets.set(character, 1);
for (const character of extension) septets.set(character, 2);

const septetsOfSegment = 160;
const unitsOfSegment = 70;

/** One character outside of the alphabet makes a whole message UCS-2, of less than half the room. */
export const isGsm7 = (text: string): boolean => Array.from(text).every((character) => septets.has(character));

/** Whether a message goes out as one, not as several that are put together again and paid for each. */
export function fitsOneSegment(text: string): boolean {
  if (!isGsm7(text)) return text.length <= unitsOfSegment;
  return Array.from(text).reduce((sum, character) => sum + septets.get(character)!, 0) <= septetsOfSegment;
}
