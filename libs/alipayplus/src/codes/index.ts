export { type CodeList, compileCodeList } from './code-list';
export { type CodeRules, compileCodeRules, type UnreadRules } from './code-rules';
export { type EmvcoCode, parseEmvcoCode } from './emvco/emvco-code';
export { type CodeIdentification, identifyCode, longestScannedCode } from './identify-code';
export { type OrderCodeV3, parseOrderCodeV3 } from './order-code-v3';
