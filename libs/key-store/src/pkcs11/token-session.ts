import { isKeyVersion, newestFirst } from '@wallet/kernel';
import { errorMessage, readText } from '@wallet/service';
import { itemsOf, loadGraphene, type Graphene, type GrapheneSession, type TokenKey } from './graphene';
import type { Listed, TokenPlace } from './messages';
import { TokenFault } from './token-fault';

/** What concerns one key only, and leaves the session as it is. */
export class KeyRefused extends Error {}

const ofKey = /CKR_(KEY_HANDLE_INVALID|OBJECT_HANDLE_INVALID|KEY_FUNCTION_NOT_PERMITTED|KEY_TYPE_INCONSISTENT)/;
const ofPin = /CKR_PIN_/;

/** A session on the token, logged in. Each call blocks until the token has answered, however long that takes. */
export class TokenSession {
  private keys = new Map<string, TokenKey>();

  private constructor(
    private readonly place: TokenPlace,
    private readonly graphene: Graphene,
    private readonly session: GrapheneSession,
  ) {}

  /** Throws TokenFault. */
  static open(place: TokenPlace): TokenSession {
    const graphene = loadGraphene();
    const session = sessionOn(place, graphene);
    logIn(session, place);
    const opened = new TokenSession(place, graphene, session);
    opened.list();
    return opened;
  }

  /** Looks for the keys anew. Throws TokenFault when there is none: a token that has logged us out shows none either. */
  list(): Listed {
    const { ObjectClass, KeyType } = this.graphene;
    const template = { class: ObjectClass.PRIVATE_KEY, keyType: KeyType.RSA, token: true, sign: true };
    const found = new Map<string, TokenKey[]>();
    for (const key of itemsOf(this.session.find(template))) {
      const version = this.versionOf(key.getAttribute('label'));
      if (version !== undefined) found.set(version, [...(found.get(version) ?? []), key]);
    }
    const keys = new Map<string, TokenKey>();
    for (const [version, all] of found) {
      const key = all.length === 1 ? all[0] : this.knownBefore(version, all);
      if (key) keys.set(version, key);
    }
    const { token, keyLabel } = this.place;
    if (keys.size === 0)
      throw new TokenFault(
        'setting',
        `token ${token} has no private RSA key to sign with that is labelled ${keyLabel}.<n>`,
      );
    this.keys = keys;
    const doubled = [...found.keys()].filter((version) => !keys.has(version));
    return {
      versions: [...keys.keys()].sort(newestFirst),
      doubled: doubled.map((version) => `${keyLabel}.${version}`),
    };
  }

  /** Throws KeyRefused, or anything when the session is of no use any more. */
  sign(version: string, digestInfo: Uint8Array): Buffer {
    const key = this.keys.get(version);
    if (!key) throw new KeyRefused(`the token has no ${this.place.keyLabel}.${version}`);
    try {
      return this.session.createSign('RSA_PKCS', key).once(digestInfo);
    } catch (error) {
      if (ofKey.test(errorMessage(error))) throw new KeyRefused(errorMessage(error));
      throw error;
    }
  }

  private versionOf(label: string): string | undefined {
    const { keyLabel } = this.place;
    if (label === keyLabel) return '1';
    const version = label.startsWith(`${keyLabel}.`) ? label.slice(keyLabel.length + 1) : '';
    return isKeyVersion(version) ? version : undefined;
  }

  private knownBefore(version: string, all: readonly TokenKey[]): TokenKey | undefined {
    const before = this.keys.get(version);
    return all.find(({ handle }) => before?.handle.equals(handle));
  }
}

function sessionOn({ module: file, token }: TokenPlace, graphene: Graphene): GrapheneSession {
  const module = loaded(file, graphene);
  module.initialize();
  const slots = itemsOf(module.getSlots(true)).filter((slot) => slot.getToken().label === token);
  const [slot] = slots;
  if (!slot) throw new TokenFault('token', `${file} shows no token that is labelled ${token}`);
  if (slots.length > 1)
    throw new TokenFault('setting', `${file} shows ${slots.length} tokens that are labelled ${token}`);
  return slot.open(graphene.SessionFlag.SERIAL_SESSION);
}

function loaded(file: string, graphene: Graphene) {
  try {
    return graphene.Module.load(file);
  } catch (error) {
    throw new TokenFault('setting', `${file} is no PKCS#11 module (${errorMessage(error)})`);
  }
}

function logIn(session: GrapheneSession, { token, pinFile }: TokenPlace): void {
  const pin = readText(pinFile);
  try {
    session.login(pin);
  } catch (error) {
    const reason = errorMessage(error);
    if (!ofPin.test(reason)) throw error;
    throw new TokenFault('pin', `token ${token} does not take the PIN of ${pinFile} (${reason})`);
  }
}
