import { calledApis, type DecodedOrder } from '@wallet/alipayplus';
import { identifyScanner, type IdentifyScannerCommand } from '@wallet/contracts';
import { refusals as codes } from '@wallet/kernel';
import { failureOf } from '../scan/advice';
import type { DecodeCode } from '../scan/decode-code';
import { obstacleOf, type OrderObstacle } from '../scan/order-obstacle';
import { scanOf, sdkScanOf } from '../scan/scan-command';
import { ask } from './ask';
import type { PaidCode } from './order-forms';
import { toldOrder } from './told-order';
import type { CommonRefusal, WalletCall, WalletPorts } from './wallet-route';

type Decoded = Exclude<Awaited<ReturnType<DecodeCode['execute']>>, string>;
type HandledBySdk = Extract<Decoded, { kind: 'handleBySdk' }>;
type Scan = Omit<IdentifyScannerCommand, 'customerId' | 'codeHash'>;
type Answered = PaidCode | CommonRefusal | 'no-decision';

const obstacleCodes = {
  psp: 'ACCESS_DENIED',
  amounts: 'PARAM_ILLEGAL',
  quote: 'PARAM_ILLEGAL',
  'quote-expired': 'ORDER_IS_CLOSED',
  'order-expired': 'ORDER_IS_CLOSED',
} as const satisfies Record<OrderObstacle, string>;

const refusals = { OrderClosed: 'OrderClosed', RepeatInconsistent: 'RepeatInconsistent' } as const;

const refusedBy = (code: string): PaidCode => ({ action: 'REFUSED', failure: failureOf(code) });

/** The user has scanned a code: the order behind it, for the cashier. Scanned again it is the same order. */
export class PayCode {
  constructor(private readonly ports: WalletPorts) {}

  async execute({ codeValue }: { readonly codeValue: string }, call: WalletCall): Promise<Answered> {
    const { identifyCode, decodeCode, codeCalls } = this.ports;
    if (!codeCalls.admit(call.customerId, Date.now())) return 'overload';
    const identified = identifyCode.execute(codeValue);
    if (identified === 'unavailable') return 'unavailable';
    if (identified.action !== 'DECODE') return identified;
    const code = { codeValue: identified.codeValue, customerId: call.customerId };
    if (!calledApis.userInitiatedPay.request.safeParse(code).success) return refusedBy('INVALID_CODE');
    const decoded = await decodeCode.execute(code, call.hasHungUp);
    if (decoded === 'undecided') return 'no-decision';
    return decoded === 'overload' ? decoded : this.answered(decoded, code.codeValue, call);
  }

  private async answered(decoded: Decoded, codeValue: string, call: WalletCall): Promise<Answered> {
    switch (decoded.kind) {
      case 'decoded':
        return this.cashier(decoded.order, codeValue, call);
      case 'handleBySdk':
        return this.handedOver(decoded, codeValue, call);
      case 'noOrder':
        return refusedBy('INVALID_CODE');
      case 'refused':
        return refusedBy(decoded.result.resultCode);
    }
  }

  private async cashier(decoded: DecodedOrder, codeValue: string, call: WalletCall): Promise<Answered> {
    const { clock, pspId, logger } = this.ports;
    const obstacle = obstacleOf(decoded, { pspId, now: clock.now() });
    if (obstacle) {
      logger.warn({ obstacle, paymentRequestId: decoded.paymentRequestId }, 'an order behind a code cannot be paid');
      return refusedBy(obstacleCodes[obstacle]);
    }
    const order = await this.recorded(scanOf(decoded), codeValue, call);
    if (order === 'overload' || order === 'unavailable') return order;
    if (typeof order === 'string') return refusedBy(codes[order]);
    const { state, failure } = order;
    return state === 'failed' ? { action: 'REFUSED', order, failure } : { action: 'PAY', order };
  }

  /** The payload reaches the app also when nothing could be kept of it. */
  private async handedOver(answer: HandledBySdk, codeValue: string, call: WalletCall): Promise<PaidCode> {
    const { sdkActionPayload } = answer;
    const scan = sdkScanOf(answer);
    const order = scan && (await this.recorded(scan, codeValue, call));
    return { action: 'HANDLE_BY_SDK', sdkActionPayload, ...(typeof order === 'object' && { order }) };
  }

  private async recorded(scan: Scan, codeValue: string, call: WalletCall) {
    const { dispatch, hash, walletName } = this.ports;
    const { customerId } = call;
    const payload = () => ({ ...scan, customerId, codeHash: hash(`${customerId}\n${codeValue}`) });
    const command = { topic: identifyScanner, priority: 'order', payload } as const;
    const recorded = await ask(dispatch, command, call, { kind: 'scanned-order', refusals });
    return typeof recorded === 'string' ? recorded : toldOrder(recorded.order, { customerId, walletName });
  }
}
