/** Objects of the text of a version 3 order code, by their names, such as `PLVS`. See docs/alipayplus.md#codes. */
export type OrderCodeV3 = ReadonlyMap<string, string | ReadonlyMap<string, string>>;

const form = /^https?:\/\/[^/?#]+\/MPM\/3\/(?<payload>[^/?#]+)$/i;
const named = /^([A-Z]{4})(\d{3})/;
const tagged = /^(\d{2})(\d{2})/;
const holdsObjects = new Set(['CDSD', 'CIRD']);

/** The first object of a text, and what follows it. */
function first(text: string, header: RegExp) {
  const [head = '', name = '', length = ''] = header.exec(text) ?? [];
  const end = head.length + Number(length);
  return head === '' || end > text.length
    ? undefined
    : { name, value: text.slice(head.length, end), rest: text.slice(end) };
}

function read(text: string, header: RegExp): Map<string, string> | undefined {
  const objects = new Map<string, string>();
  for (let rest = text; rest !== '';) {
    const object = first(rest, header);
    if (!object || objects.has(object.name)) return undefined;
    objects.set(object.name, object.value);
    rest = object.rest;
  }
  return objects;
}

const base64 = /^[\w+/-]+={0,2}$/;

function decoded(payload: string): string | undefined {
  try {
    const text = decodeURIComponent(payload);
    return base64.test(text) ? Buffer.from(text, 'base64').toString('utf8') : undefined;
  } catch {
    return undefined;
  }
}

/** Does this URL claim to be a version 3 code? */
export const hasV3Form = (code: string): boolean => form.test(code);

function nested(objects: ReadonlyMap<string, string>): OrderCodeV3 | undefined {
  const whole = new Map<string, string | Map<string, string>>();
  for (const [name, value] of objects) {
    const inner = holdsObjects.has(name) ? read(value, tagged) : value;
    if (inner === undefined) return undefined;
    whole.set(name, inner);
  }
  return whole;
}

/**
 * Reads `https://<domain>/MPM/3/<Base64 of GPLD…>`; undefined if a length does not fit.
 * The format also carries codes that are not payments: only the rules tell whether one can be paid.
 */
export function parseOrderCodeV3(code: string): OrderCodeV3 | undefined {
  const text = decoded(form.exec(code)?.groups?.['payload'] ?? '');
  const outer = read(text ?? '', named);
  const objects = outer?.size === 1 ? read(outer.get('GPLD') ?? '', named) : undefined;
  return objects?.has('PLVS') ? nested(objects) : undefined;
}
