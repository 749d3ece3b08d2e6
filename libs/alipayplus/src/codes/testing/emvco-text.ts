import { crc16 } from '../emvco/crc';

/** Objects by tag; a template is a value of objects. */
export interface EmvcoObjects {
  readonly [tag: string]: string | EmvcoObjects;
}

function textOf(value: string | EmvcoObjects): string {
  if (typeof value === 'string') return value;
  return Object.entries(value)
    .toSorted(([one], [other]) => one.localeCompare(other))
    .map(([tag, child]) => {
      const text = textOf(child);
      return `${tag}${String([...text].length).padStart(2, '0')}${text}`;
    })
    .join('');
}

/** An EMVCo code with its checksum. */
export function emvcoText(objects: EmvcoObjects): string {
  const body = `${textOf({ '00': '01', ...objects })}6304`;
  return body + crc16(Buffer.from(body, 'utf8'));
}
