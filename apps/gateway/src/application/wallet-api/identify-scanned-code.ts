import type { IdentifiedCode } from '../codes/identify-code';
import type { CommonRefusal, WalletCall, WalletPorts } from './wallet-route';

/** The user has scanned something: what is the app to do with it? The code goes nowhere. */
export class IdentifyScannedCode {
  constructor(private readonly ports: Pick<WalletPorts, 'identifyCode' | 'codeCalls'>) {}

  execute(
    { codeValue }: { readonly codeValue: string },
    { customerId }: WalletCall,
  ): Promise<(IdentifiedCode & { readonly isSupported: boolean }) | CommonRefusal> {
    if (!this.ports.codeCalls.admit(customerId, Date.now())) return Promise.resolve('overload');
    const code = this.ports.identifyCode.execute(codeValue);
    if (code === 'unavailable') return Promise.resolve(code);
    return Promise.resolve({ isSupported: code.action === 'DECODE' || code.action === 'OPEN_URL', ...code });
  }
}
