import { consultAgreement, revokeAgreement } from '@wallet/contracts';
import type { AgreementId } from '@wallet/kernel';
import { ask } from './ask';
import type { CommonRefusal, WalletCall, WalletPorts } from './wallet-route';

interface Unbound {
  readonly agreementId: AgreementId;
  readonly status: 'CANCELLED';
}

const refusals = { AgreementNotFound: 'not-found' } as const;

/** The user ends an agreement in the wallet's app, if Alipay+ allows it. Ended already is fine. */
export class UnbindAgreement {
  constructor(private readonly ports: WalletPorts) {}

  async execute(
    { agreementId }: { readonly agreementId: AgreementId },
    call: WalletCall,
  ): Promise<Unbound | 'not-found' | 'unbind-at-merchant' | CommonRefusal> {
    const { dispatch, alipayplus } = this.ports;
    const payload = () => ({ agreementId, customerId: call.customerId });
    const unbound = { agreementId, status: 'CANCELLED' } as const;

    const consult = { topic: consultAgreement, priority: 'order', payload } as const;
    const consulted = await ask(dispatch, consult, call, { kind: 'unbinding', refusals });
    if (typeof consulted === 'string') return consulted;
    const { authClientId, referenceMerchantId, accessToken } = consulted;
    if (accessToken === undefined) return unbound;

    const advice = await alipayplus.ask({ authClientId, referenceMerchantId, accessToken });
    if (advice === 'denied') return 'unbind-at-merchant';
    if (advice === 'unknown') return 'unavailable';

    const revoke = { topic: revokeAgreement, priority: 'essential', payload } as const;
    const revoked = await ask(dispatch, revoke, call, { kind: 'agreement-revoked', refusals });
    return typeof revoked === 'string' ? revoked : unbound;
  }
}
