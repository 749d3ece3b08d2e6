import { html, type Html } from './html';

/** A page before it is sent. */
export interface Page {
  readonly status: number;
  readonly title: string;
  readonly content: Html;
  readonly hasForm?: boolean;
  /** The browser goes there by itself. */
  readonly leadsTo?: string;
}

/** The whole document. `walletName` is what users call this wallet. */
export function documentOf({ title, content, leadsTo }: Page, walletName: string): Html {
  const refresh = leadsTo === undefined ? '' : html`<meta http-equiv="refresh" content="0; url=${leadsTo}" />`;
  return html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="robots" content="noindex" />
        ${refresh}
        <title>${title} - ${walletName}</title>
        <link rel="stylesheet" href="/consent/style.css" />
      </head>
      <body>
        <header><p>${walletName}</p></header>
        <main>${content}</main>
      </body>
    </html> `;
}
