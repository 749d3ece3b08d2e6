import { metrics } from '@wallet/service';
import { WalletException } from './wallet-error';
import type { CallsPerSecond } from '../strangers/calls-per-second';
import { callerAddress } from '../strangers/caller-address';
import { refuse, type Refusal } from '../strangers/refusal';
import type { Wall } from '../strangers/walled-server';

export const limited = metrics.counter(
  'gateway_limited_wallet_calls_total',
  'Calls without a good token of the wallet app that were too many of one address',
);

/** Before the API for the wallet's app. A call that shows a token goes on: it is counted when the token turns out to be none. */
export function walletApiWall(proxies: readonly string[], strangers: CallsPerSecond): Wall {
  const addressOf = callerAddress(proxies);
  const refusal = overload();
  return (request, response) => {
    const showsToken = request.headers.authorization !== undefined;
    if (showsToken || strangers.admit(addressOf(request), Date.now())) return false;
    limited.inc();
    refuse(request, response, refusal);
    return true;
  };
}

function overload(): Refusal {
  const error = new WalletException('overload');
  const body = Buffer.from(JSON.stringify(error.getResponse()));
  const headers = {
    'content-type': 'application/json; charset=utf-8',
    'content-length': String(body.length),
    'retry-after': String(error.retryAfterSeconds),
  };
  return { status: error.getStatus(), headers, body };
}
