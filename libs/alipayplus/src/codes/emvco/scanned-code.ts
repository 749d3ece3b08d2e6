import { type EmvcoCode, parseEmvcoCode } from './emvco-code';

/** What was scanned, read once for all rules. */
export interface ScannedCode {
  /** Without the white space around it. */
  readonly value: string;
  readonly emvco: EmvcoCode | undefined;
}

export function scannedCode(text: string): ScannedCode {
  const value = text.trim();
  return { value, emvco: parseEmvcoCode(value) };
}
