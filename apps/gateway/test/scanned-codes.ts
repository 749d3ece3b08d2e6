import { AlipayPlusServer, signedAnswer } from '@wallet/alipayplus-client/testing';
import type { OrderView } from '@wallet/contracts';
import { Money } from '@wallet/money';
import { packCodeRules } from '../src/application/codes/packed-code-rules';
import type { Config } from '../src/config';
import { clientId, GatewayUnderTest, now } from './gateway-under-test';
import { WalletApiUnderTest } from './wallet-api-under-test';

export const path = '/aps/api/v1/payments/userInitiatedPay';
export const pspId = '1022000000000000002';

/** The samples of the documentation, with digits in the place of its dots. */
export const codeValue = 'http://qr.example/2810000000000000004441';
export const sample = {
  result: { resultCode: 'SUCCESS', resultStatus: 'S', resultMessage: 'success' },
  acquirerId: '1022000000000000001',
  pspId,
  order: {
    referenceOrderId: 'OrderID_0101010101',
    orderDescription: 'SHOES',
    orderAmount: { value: '100', currency: 'JPY' },
    merchant: {
      referenceMerchantId: 'M0000000001',
      merchantMcc: '5411',
      merchantName: 'UGG',
      store: { referenceStoreId: 'S0000000001', storeName: 'UGG-2', storeMcc: '5411' },
    },
  },
  codeType: 'ORDER_CODE',
  paymentRequestId: '2020000000000000133',
  paymentAmount: { value: '100', currency: 'JPY' },
  payToAmount: { value: '1000', currency: 'KRW' },
  paymentQuote: { quoteId: '1234567', quoteCurrencyPair: 'JPY/KRW', quotePrice: '10.0000' },
  paymentFactor: { isInStorePayment: 'true' },
};

export const orderId = '7c0f1a52-3f0e-4c43-9a54-3f3a2f1f8f22';
/** The sample's order as payments answers it, in a wallet of Korea. */
export const waiting = {
  state: 'waiting',
  orderId,
  createdAt: '2026-03-02T03:04:05.000Z',
  expiresAt: '2026-03-02T03:19:05.000Z',
  paymentAmount: Money.of('JPY', '100'),
  payToAmount: Money.of('KRW', '1000'),
  debit: Money.of('KRW', '1000'),
  orderAmount: Money.of('JPY', '100'),
  quote: sample.paymentQuote,
  merchantName: 'UGG',
  storeName: 'UGG-2',
  orderDescription: 'SHOES',
} as const satisfies OrderView;

const rule = (match: object, action: object) => ({
  codeMatchPattern: { matchMethod: 'PREFIX', ...match },
  postCodeMatchAction: { urlConstructionMethod: 'USE_DIRECTLY', ...action },
});
const rules = [
  rule({ prefix: 'http://qr.example/281' }, { postCodeMatchActionType: 'DECODE' }),
  rule({ prefix: 'https://qr.example/281' }, { postCodeMatchActionType: 'DECODE' }),
  rule({ prefix: 'http://shop.example/' }, { postCodeMatchActionType: 'OPEN_URL', userAgent: 'AlipayConnect' }),
  rule({ prefix: 'https://shop.example/' }, { postCodeMatchActionType: 'OPEN_URL', userAgent: 'AlipayConnect' }),
];
const pattern = (prefix: string) => JSON.stringify({ matchMethod: 'PREFIX', prefix });

/** What Alipay+ does with the next call: a body, or silence. */
type Behaviour = object | 'silence' | 'unsigned';

/** A wallet API that knows codes, before an Alipay+ that answers as the spec says. */
export class ScanScene {
  readonly alipayplus = new AlipayPlusServer();
  /** The last one stays. */
  behaviours: Behaviour[] = [sample];
  gateway!: GatewayUnderTest;
  api!: WalletApiUnderTest;

  constructor(private readonly over: Partial<Config> = {}) {}

  async start(): Promise<void> {
    const settings = { ALIPAYPLUS_BASE_URL: await this.alipayplus.start(), PSP_ID: pspId };
    this.gateway = new GatewayUnderTest({ ...settings, ...this.over });
    this.gateway.codeBook.take(
      { revision: 1, version: 'v1', pulledAt: now.toISOString(), document: packCodeRules(rules) },
      {
        revision: 1,
        entries: [
          { list: 'local', pattern: pattern('OUR-WALLET') },
          { list: 'block', pattern: pattern('http://qr.example/281666') },
        ],
      },
    );
    this.alipayplus.answer = async (_, response) => {
      const behaviour = this.behaviours.length > 1 ? this.behaviours.shift() : this.behaviours[0];
      if (behaviour === 'silence' || behaviour === undefined) return;
      const body = JSON.stringify(behaviour === 'unsigned' ? sample : behaviour);
      const { privateKey } = this.gateway.theirs;
      const { headers } = await signedAnswer(path, {
        clientId,
        keyVersion: '1',
        privateKey,
        body,
        time: now.toISOString(),
      });
      response.writeHead(200, behaviour === 'unsigned' ? {} : headers).end(body);
    };
    this.api = new WalletApiUnderTest(this.gateway);
    await this.api.start();
  }

  /** As before each test. */
  reset(): void {
    this.behaviours = [sample];
    this.alipayplus.received.length = 0;
    this.gateway.walletAppCommands.asked.length = 0;
    this.gateway.walletAppCommands.nextAnswers.length = 0;
  }

  async stop(): Promise<void> {
    await this.api.stop();
    await this.alipayplus.stop();
  }

  /** What Alipay+ was asked. */
  get requests(): string[] {
    return this.alipayplus.received.map(({ rawBody }) => rawBody.toString());
  }

  get topics(): string[] {
    return this.gateway.walletAppCommands.asked.map(({ topic }) => topic);
  }
}
