import { settings } from '@wallet/service';

/** What every service with an operator endpoint has; spread into its `z.object({ ...operatorSettings, … })`. */
export const operatorSettings = {
  /** Never public. */
  OPERATOR_PORT: settings.port(),
  OPERATOR_TOKEN_FILE: settings.secretFile().refine((token) => /^\S{16,}$/.test(token), {
    message: 'must hold a token of at least 16 characters without spaces',
  }),
};
