import type { Objects } from '../emvco/tlv';
import type { ScannedCode } from '../emvco/scanned-code';
import type { ExtendInfo } from './extra-conditions';
import type { PostCodeMatchAction } from './rule-schema';

/** The page of an entry code; undefined if the code holds none that a wallet may open. */
export type RedirectUrl = (code: ScannedCode, template: Objects | undefined) => string | undefined;

const placeholder = /\$\{(\w+)\}/g;
const merchantTag = /^merchantTag\.(?<inner>\d{2})$/;
const rootTag = /^(?<root>\d{2})$/;

/** The seeds ask wallets to open http pages too; no other scheme is a page. */
const isPage = (url: string | undefined): url is string =>
  url !== undefined && /^https?:\/\/[^\s\p{Cc}]+$/iu.test(url) && URL.canParse(url);

const onlyPages =
  (find: RedirectUrl): RedirectUrl =>
  (code, template) => {
    const url = find(code, template);
    return isPage(url) ? url : undefined;
  };

function constructed(expression: string | undefined, { urlParameters }: ExtendInfo): RedirectUrl {
  if (!isPage(expression?.replace(placeholder, 'x'))) throw new SyntaxError('dynamicUrlExpression is no http(s) URL');
  return ({ value }) =>
    expression?.replace(placeholder, (_, name: string) =>
      encodeURIComponent(name === 'codeValue' ? value : (urlParameters.get(name) ?? '')),
    );
}

function extracted(emvUrlTag: string | undefined): RedirectUrl {
  const { inner } = merchantTag.exec(emvUrlTag ?? '')?.groups ?? {};
  if (inner !== undefined) return (_, template) => template?.get(inner);
  const { root } = rootTag.exec(emvUrlTag ?? '')?.groups ?? {};
  if (root !== undefined) return ({ emvco }) => emvco?.root.get(root);
  throw new SyntaxError('emvUrlTag is neither merchantTag.NN nor NN');
}

/** An EMVCo code that is used directly goes to the client SDK as it is. */
const direct: RedirectUrl = ({ value, emvco }) => (emvco || isPage(value) ? value : undefined);

/** Throws for an action that names no usable page. */
export function redirectOf(action: PostCodeMatchAction, extra: ExtendInfo): RedirectUrl {
  switch (action.urlConstructionMethod) {
    case 'CONSTRUCT_DYNAMIC_URL':
      return onlyPages(constructed(action.dynamicUrlExpression, extra));
    case 'EXTRACT_URL_FROM_EMVCODE':
      return onlyPages(extracted(action.emvUrlTag));
    case 'USE_DIRECTLY':
    case undefined:
      return direct;
  }
}
