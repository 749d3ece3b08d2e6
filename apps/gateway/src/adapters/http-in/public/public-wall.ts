import type { IncomingMessage } from 'node:http';
import { isForBrowsers } from '../consent/consent-target';
import { signedUri, type ApiRoutes } from '../request-target';
import type { CallsPerSecond } from '../strangers/calls-per-second';
import { callerAddress } from '../strangers/caller-address';
import { PageLimit, type PageSettings } from '../consent/page-limit';
import { bareRefusal, refuse, unsigned } from '../strangers/refusal';
import type { Wall } from '../strangers/walled-server';

export interface WallSettings extends PageSettings {
  readonly CLIENT_ID: string;
  readonly TRUSTED_PROXIES: readonly string[];
}

/**
 * Before the side of Alipay+ and of browsers. A call that nothing could prove to be Alipay+'s is refused here once its address
 * has used up its signed refusals; one that may be Alipay+'s always goes on, whatever else comes from that address.
 */
export function publicWall(settings: WallSettings, routes: ApiRoutes, unproven: CallsPerSecond): Wall {
  const addressOf = callerAddress(settings.TRUSTED_PROXIES);
  const pages = new PageLimit(settings);
  const mayBeProven = ({ method, headers }: IncomingMessage, uri: string): boolean =>
    method === 'POST' &&
    headers['client-id'] === settings.CLIENT_ID &&
    headers['signature'] !== undefined &&
    routes.find(uri) !== undefined;
  return (request, response) => {
    const uri = signedUri(request.url ?? '', request.headers.host);
    const isPage = isForBrowsers(uri);
    if (!isPage && mayBeProven(request, uri)) return false;
    const from = { address: addressOf(request), at: Date.now() };
    if (isPage) return pages.refuses(request, response, from);
    if (!unproven.isSpent(from.address, from.at)) return false;
    unsigned.inc();
    refuse(request, response, bareRefusal);
    return true;
  };
}
