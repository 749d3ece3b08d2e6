import type { CodeRules, CompiledRule } from './code-rules';
import type { EmvcoCode } from './emvco/emvco-code';
import { hasV3Form, parseOrderCodeV3 } from './order-code-v3';
import { type ScannedCode, scannedCode } from './emvco/scanned-code';

/** The longest text that may be asked about, in characters. See docs/alipayplus.md#identifycode. */
export const longestScannedCode = 8192;

/** What may be done with a scanned code. See docs/alipayplus.md#identifycode. */
export type CodeIdentification =
  | { readonly isSupported: false }
  | { readonly isSupported: true; readonly postCodeMatchActionType: 'DECODE'; readonly codeValue: string }
  | {
      readonly isSupported: true;
      readonly postCodeMatchActionType: 'OPEN_URL';
      readonly redirectUrl: string;
      readonly userAgent: string;
      /** Opaque, for `launch` of the client SDK. */
      readonly acDecodeConfig: string;
    };

const unsupported: CodeIdentification = { isSupported: false };

const duitNow = 'A0000006150001';
const personal = '0000';

/** A DuitNow code of a person has no merchant category: paying people is not what Alipay+ does. */
function isPersonToPerson({ root, templates }: EmvcoCode): boolean {
  return root.get('52') === personal && templates.some((template) => template.get('00') === duitNow);
}

function isDamaged({ value, emvco }: ScannedCode): boolean {
  if (emvco) return isPersonToPerson(emvco);
  return hasV3Form(value) && parseOrderCodeV3(value) === undefined;
}

function follow(rule: CompiledRule, code: ScannedCode): CodeIdentification | undefined {
  const match = rule.match(code);
  if (!match) return undefined;
  if (rule.type === 'DECODE') return { isSupported: true, postCodeMatchActionType: 'DECODE', codeValue: code.value };
  const redirectUrl = rule.redirectUrl(code, match.template);
  if (redirectUrl === undefined) return unsupported;
  const { userAgent } = rule;
  return { isSupported: true, postCodeMatchActionType: 'OPEN_URL', redirectUrl, userAgent, acDecodeConfig: '' };
}

/**
 * Does Alipay+ know this code, and what is to be done with it? The first rule that a code meets decides.
 * Pure, in time linear in the code; a text longer than {@link longestScannedCode} is not supported.
 */
export function identifyCode({ rules }: CodeRules, codeValue: string): CodeIdentification {
  if (codeValue.length > longestScannedCode) return unsupported;
  const code = scannedCode(codeValue);
  if (code.value === '' || isDamaged(code)) return unsupported;
  for (const rule of rules) {
    const identification = follow(rule, code);
    if (identification) return identification;
  }
  return unsupported;
}
