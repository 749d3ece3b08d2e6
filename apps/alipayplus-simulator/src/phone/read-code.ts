const code = /(?<![\d.])\d{4,12}(?!\d|\.\d)/;

/** Reads the code out of a message as its user would: the one number of 4 to 12 digits that is not an amount. */
export function readCode(text: string): string | undefined {
  return code.exec(text)?.[0];
}
