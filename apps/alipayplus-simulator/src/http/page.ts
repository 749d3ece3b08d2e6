const escapes: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

/** Text as it may stand in HTML and in its attributes. */
export const escape = (text: string): string => text.replaceAll(/[&<>"']/g, (character) => escapes[character] ?? '');

/** `content` is HTML. */
export function page(title: string, content: string): string {
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>${escape(title)}</title>
<style>
  body { font: 16px/1.5 system-ui, sans-serif; max-width: 28rem; margin: 3rem auto; padding: 0 1rem; color: #222 }
  label { display: block; margin: 1rem 0 } input { font: inherit; display: block; width: 100%; padding: .4rem; box-sizing: border-box }
  input[type=checkbox] { display: inline; width: auto } button { font: inherit; padding: .5rem 1.5rem } .note { color: #666 }
</style>
<h1>${escape(title)}</h1>
${content}
</html>`;
}
