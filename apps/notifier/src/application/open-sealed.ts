import { unseal, type Sealed, type SealKeys, type SealPlace } from '@wallet/contracts';
import { DependencyFault } from '@wallet/service';

/** What a sealed value of a fact holds. Throws DependencyFault while its key is missing: a new one may be on its way. */
export function openSealed(sealed: Sealed, place: SealPlace, keys: SealKeys): string {
  const [version = ''] = sealed.split('.', 1);
  if (!keys.key(version)) throw new DependencyFault('seal keys', new Error(`version ${version} is missing`));
  return unseal(sealed, place, keys);
}
