/** One object of an EMVCo code: two digits of tag, two digits of length, value. EMVCo QR Code Specification, merchant-presented, §3. */
export type Objects = ReadonlyMap<string, string>;

const header = /^\d{4}$/;

/**
 * Reads one row of objects that fills the text exactly; undefined if it does not, or if a tag comes twice.
 * @param units what a length counts: characters, or bytes as one-character texts
 */
export function readObjects(units: readonly string[]): Objects | undefined {
  const objects = new Map<string, string>();
  let at = 0;
  while (at < units.length) {
    const head = units.slice(at, at + 4).join('');
    if (!header.test(head)) return undefined;
    const tag = head.slice(0, 2);
    const end = at + 4 + Number(head.slice(2));
    if (end > units.length || objects.has(tag)) return undefined;
    objects.set(tag, units.slice(at + 4, end).join(''));
    at = end;
  }
  return objects;
}
