import type { WalletRefusal } from './wallet-refusals';
import { walletRefusals } from './wallet-refusals';
import { pathNames, type WalletRoute } from './wallet-route';

interface Given {
  readonly params: unknown;
  readonly query: unknown;
  readonly body: unknown;
}

type Read =
  | {
      readonly ok: true;
      readonly input: object;
      /** What the call is about, for the log. */
      readonly subject: object;
    }
  | {
      readonly ok: false;
      readonly refusal: WalletRefusal;
      /** Absent: that of the refusal. */
      readonly message?: string;
    };

/** What a route takes of a call. An id in the path that cannot be one names nothing. */
export function readInput(route: WalletRoute, { params, query, body }: Given): Read {
  const given = { ...Object(route.method === 'POST' ? body : query), ...Object(params) } as object;
  const read = route.input.safeParse(given);
  const names = pathNames(route);
  if (read.success) {
    const subject = Object.fromEntries(names.map((name) => [name, read.data[name]]));
    return { ok: true, input: read.data, subject };
  }
  const [{ path, message } = { path: [], message: '' }] = read.error.issues;
  if (!names.includes(String(path[0])))
    return { ok: false, refusal: 'bad-request', message: `${path.join('.')}: ${message}` };
  return { ok: false, refusal: route.refusals.find((name) => walletRefusals[name].status === 404) ?? 'not-found' };
}
