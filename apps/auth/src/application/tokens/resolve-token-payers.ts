import {
  forward,
  payByToken,
  type Command,
  type Handled,
  type PayByTokenCommand,
  type ResolvePayerCommand,
} from '@wallet/contracts';
import type { Resolution } from '../../domain/access-token';
import { setLockedAside } from './locked-tokens';
import type { ResolvePayers } from './resolve-payers';

/** Agreement payment: whose token is it? Then on to payments, also with a token that does not pay: it answers. */
export class ResolveTokenPayers {
  constructor(private readonly resolvePayers: Pick<ResolvePayers, 'execute'>) {}

  /** Throws DependencyFault. */
  execute(batch: readonly Command<ResolvePayerCommand>[]): Promise<Handled[]> {
    return setLockedAside(batch, hashOf, async (some) => {
      const hashes = some.map(({ payload }) => payload.accessTokenHash);
      const resolutions = await this.resolvePayers.execute(hashes, 'AGREEMENT_PAY');
      return some.map(({ payload }, index) => forward(payByToken, { ...payload, payer: payerOf(resolutions[index]) }));
    });
  }
}

const hashOf = ({ accessTokenHash }: ResolvePayerCommand): string => accessTokenHash;

function payerOf(resolution: Resolution | undefined): PayByTokenCommand['payer'] {
  if (!resolution) throw new Error('an access token has no resolution');
  if (resolution.token === 'refused') return resolution;
  const { agreementId, customerId, referenceMerchantId } = resolution.agreement;
  return { token: 'valid', agreementId, customerId, ...(referenceMerchantId !== null && { referenceMerchantId }) };
}
