export interface StartArguments {
  /** Stop after the payment. */
  readonly once: boolean;
  /** Show a payment. */
  readonly demo: boolean;
  /** With servers that the services reach by TLS. */
  readonly secure?: boolean | undefined;
  /** In the place of CUSTOMER_DIRECTORY: who keeps the customers. */
  readonly directory?: 'own' | 'http' | undefined;
  /** As the simulator's CLI takes it. */
  readonly otpCommand?: string | undefined;
}
