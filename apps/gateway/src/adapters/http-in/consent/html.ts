/** Markup that may be sent as it is: made by `html` only. */
export class Html {
  constructor(readonly text: string) {}
}

type Value = Html | readonly Html[] | string;

const escapes: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

/** A template of markup. A value that is no `Html` is text: it is escaped, for an element as for a quoted attribute. */
export function html(strings: TemplateStringsArray, ...values: readonly Value[]): Html {
  return new Html(strings.reduce((text, string, index) => text + written(values[index - 1] ?? '') + string));
}

function written(value: Value): string {
  if (typeof value === 'string') return value.replaceAll(/[&<>"']/g, (character) => escapes[character] ?? '');
  return value instanceof Html ? value.text : value.map(({ text }) => text).join('');
}
