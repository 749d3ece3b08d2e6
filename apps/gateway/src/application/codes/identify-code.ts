import { identifyCode, longestScannedCode } from '@wallet/alipayplus/codes';
import type { CodeBook, CodeBookInUse } from './code-book';

/** `allow`: the wallet keeps what is on its allow list; `block`: it rejects what is on its block list. */
export type CodeFilter = 'allow' | 'block';

/**
 * What is to be done with a scanned code. LOCAL: it is the wallet's own; REJECT: the wallet wants none of it; UNSUPPORTED:
 * Alipay+ does not know it. These three never leave the wallet.
 */
export type IdentifiedCode =
  | { readonly action: 'LOCAL' | 'REJECT' | 'UNSUPPORTED' }
  | {
      readonly action: 'DECODE';
      /** For userInitiatedPay. */
      readonly codeValue: string;
    }
  | {
      readonly action: 'OPEN_URL';
      readonly redirectUrl: string;
      readonly userAgent: string;
      readonly acDecodeConfig: string;
    };

/** The wallet's filter first, then the rules of Alipay+. */
export class IdentifyCode {
  constructor(
    private readonly book: Pick<CodeBook, 'inUse'>,
    private readonly filter: CodeFilter,
  ) {}

  /** `unavailable`: no rules or lists have reached this gateway yet. */
  execute(codeValue: string): IdentifiedCode | 'unavailable' {
    const book = this.book.inUse;
    if (!book) return 'unavailable';
    if (codeValue.length > longestScannedCode) return { action: 'UNSUPPORTED' };
    const kept = this.keptBack(codeValue, book);
    return kept ? { action: kept } : identified(codeValue, book);
  }

  /** In this order: a code on both lists is not to be paid, whoever made it. */
  private keptBack(codeValue: string, { lists }: CodeBookInUse): 'LOCAL' | 'REJECT' | undefined {
    if (this.filter === 'block' && lists.block(codeValue)) return 'REJECT';
    if (lists.local(codeValue)) return 'LOCAL';
    return this.filter === 'allow' && lists.allow(codeValue) ? 'LOCAL' : undefined;
  }
}

function identified(code: string, { rules }: CodeBookInUse): IdentifiedCode {
  const found = identifyCode(rules, code);
  if (!found.isSupported) return { action: 'UNSUPPORTED' };
  if (found.postCodeMatchActionType === 'DECODE') return { action: 'DECODE', codeValue: found.codeValue };
  const { redirectUrl, userAgent, acDecodeConfig } = found;
  return { action: 'OPEN_URL', redirectUrl, userAgent, acDecodeConfig };
}
