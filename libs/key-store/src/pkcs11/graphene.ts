import { createRequire } from 'node:module';
import { errorMessage } from '@wallet/service';
import { TokenFault } from './token-fault';

interface Items<T> {
  readonly length: number;
  items(index: number): T;
}

export interface TokenKey {
  readonly handle: Buffer;
  getAttribute(name: 'label'): string;
}

export interface GrapheneSession {
  login(pin: string): void;
  find(template: object): Items<TokenKey>;
  createSign(mechanism: string, key: TokenKey): { once(data: Uint8Array): Buffer };
}

interface Slot {
  getToken(): { readonly label: string };
  open(flags: number): GrapheneSession;
}

/** What of graphene-pk11 is used. Its own types are there only where it could be installed. */
export interface Graphene {
  readonly Module: { load(file: string): { initialize(): void; getSlots(tokenPresent: boolean): Items<Slot> } };
  readonly SessionFlag: { readonly SERIAL_SESSION: number };
  readonly ObjectClass: { readonly PRIVATE_KEY: number };
  readonly KeyType: { readonly RSA: number };
}

/** Throws TokenFault when it is not installed, or not built. */
export function loadGraphene(): Graphene {
  try {
    return createRequire(__filename)('graphene-pk11') as Graphene;
  } catch (error) {
    const [reason] = errorMessage(error).split(' Require stack');
    throw new TokenFault(
      'setting',
      `the optional package graphene-pk11 cannot be loaded (${reason}): run "npm run build" in node_modules/pkcs11js, which takes Python and a C++ compiler`,
    );
  }
}

export const itemsOf = <T>(items: Items<T>): T[] =>
  Array.from({ length: items.length }, (_, index) => items.items(index));
