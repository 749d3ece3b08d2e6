import { authEndpoints, paymentsEndpoints } from '@wallet/operator-contract';
import type { Cli } from './cli';
import { CommandFailed, exitCodes } from '../terminal/exit';

/**
 * Does something with the account of a customer. Whom payments does not know by this id is looked up at auth: so a login id
 * will do, and a customer of a directory elsewhere who is seen for the first time gets his account.
 */
export async function withAccount<T extends object>(
  cli: Cli,
  reference: string,
  work: (customerId: string) => Promise<T>,
): Promise<T> {
  const payments = cli.client('payments');
  const known = await orNone(payments.call(paymentsEndpoints.showLimits, { params: { customerId: reference } }));
  if (known) return work(reference);
  const { customerId } = await cli.client('auth').call(authEndpoints.showCustomer, { params: { reference } });
  const done = await orNone(work(customerId));
  if (done) return done;
  const message = `payments does not know customer ${customerId} of auth yet: give the same command again`;
  throw new CommandFailed(exitCodes.unreachable, message);
}

/** Undefined where the service knows no such customer. */
async function orNone<T>(asked: Promise<T>): Promise<T | undefined> {
  try {
    return await asked;
  } catch (error) {
    if (error instanceof CommandFailed && error.refusal === 'not-found') return undefined;
    throw error;
  }
}
