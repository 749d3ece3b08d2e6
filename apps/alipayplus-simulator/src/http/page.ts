const escapes: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

/** Text as it may stand in HTML and in its attributes. */
export const escape = (text: string): string => text.replaceAll(/[&<>"']/g, (character) => escapes[character] ?? '');

/** Where the calls about these payments and agreements are shown; without any, a list of what there is. */
export const wirePath = (ids: readonly string[]): string =>
  ids.length === 0 ? '/wire' : `/wire?${ids.map((id) => `id=${encodeURIComponent(id)}`).join('&')}`;

/** `content` is HTML. `about`: the payments and agreements that the page is about, by Alipay+'s ids. */
export function page(title: string, content: string, about: readonly string[] = []): string {
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>${escape(title)}</title>
<style>
  body { font: 16px/1.5 system-ui, sans-serif; max-width: 28rem; margin: 3rem auto; padding: 0 1rem; color: #222; overflow-wrap: anywhere }
  label { display: block; margin: 1rem 0 } input { font: inherit; display: block; width: 100%; padding: .4rem; box-sizing: border-box }
  input[type=checkbox] { display: inline; width: auto } button { font: inherit; padding: .5rem 1.5rem; margin-bottom: .5rem }
  .note { color: #666 } pre { white-space: pre-wrap } h2 { font-size: 1rem; margin: 1.5rem 0 0 }
</style>
<h1>${escape(title)}</h1>
${content}
<p class="note"><a href="/">Shop</a> <a href="${escape(wirePath(about))}">What happened on the wire</a></p>
</html>`;
}
