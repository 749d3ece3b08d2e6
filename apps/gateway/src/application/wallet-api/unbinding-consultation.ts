/** What Alipay+ is asked about. */
export interface Unbinding {
  readonly authClientId: string;
  readonly referenceMerchantId: string | undefined;
  readonly accessToken: string;
}

/** `unknown`: no answer, or one that decides nothing. */
export type UnbindingAdvice = 'allowed' | 'denied' | 'unknown';

/** May the user unbind in the wallet? Only Alipay+ knows what is still open at the merchant. */
export interface UnbindingConsultation {
  ask(unbinding: Unbinding): Promise<UnbindingAdvice>;
}
