import { LocalStackError } from '../basics/local-stack-error';
import type { StartArguments } from './start-arguments';

/** How the demo customers come to be, if they do: and if they do not, no payment can be shown. */
export type DemoPlan =
  | { readonly customers: 'imported' }
  /** The stack's own directory knows them already; accounts are in this currency. */
  | { readonly customers: 'credited'; readonly currency: string }
  | { readonly customers: 'none'; readonly why: string };

/** The demo payment is in it. */
const demoCurrency = 'HKD';

/** Throws LocalStackError when a payment is all that was asked for, and nobody is there to make it. */
export function demoPlanOf({ once }: StartArguments, env: NodeJS.ProcessEnv): DemoPlan {
  const plan = planOf(env);
  if (plan.customers !== 'none' || !once) return plan;
  throw new LocalStackError(`--once shows a payment of a demo customer, and ${plan.why}: leave out --once`);
}

function planOf(env: NodeJS.ProcessEnv): DemoPlan {
  if (env['CUSTOMER_DIRECTORY'] !== 'http') return { customers: 'imported' };
  if (env['DIRECTORY_URL'])
    return { customers: 'none', why: `your directory at ${env['DIRECTORY_URL']} keeps the customers` };
  const currency = env['DIRECTORY_CURRENCY'] || demoCurrency;
  if (currency === demoCurrency) return { customers: 'credited', currency };
  return { customers: 'none', why: `the accounts of the directory are in ${currency}` };
}
