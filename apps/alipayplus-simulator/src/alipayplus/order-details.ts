import type { WireAmount } from '../books/amounts';
import type { JsonObject } from '../wire/exchange';

interface Shop {
  readonly region: string;
  readonly currency: string;
  /** Minor units of `currency` for 100 minor units of HKD. */
  readonly per100: bigint;
  readonly store: string;
  readonly goods: readonly [string, string];
  readonly buyer: string;
  readonly device: { readonly terminalType: string; readonly osType?: string };
}

/** Currencies with no, two and three decimals, and several scripts, one of them from right to left. */
const shops: readonly Shop[] = [
  {
    region: 'HK',
    currency: 'HKD',
    per100: 100n,
    store: '中環分店',
    goods: ['鐵觀音茶葉', '杏仁餅 (禮盒)'],
    buyer: '陳大文',
    device: { terminalType: 'APP', osType: 'IOS' },
  },
  {
    region: 'JP',
    currency: 'JPY',
    per100: 19n,
    store: '銀座ほんてん',
    goods: ['抹茶ギフトセット', 'どら焼き 🍵'],
    buyer: '山田 花子',
    device: { terminalType: 'WAP', osType: 'ANDROID' },
  },
  {
    region: 'KW',
    currency: 'KWD',
    per100: 39n,
    store: 'فرع الصالحية',
    goods: ['عطر العود', 'تمر فاخر'],
    buyer: 'فاطمة الصباح',
    device: { terminalType: 'WEB' },
  },
  {
    region: 'TH',
    currency: 'THB',
    per100: 450n,
    store: 'สาขาสยาม',
    goods: ['ผ้าไหมไทย', 'ชาเย็น'],
    buyer: 'สมชาย ใจดี',
    device: { terminalType: 'MINI_APP', osType: 'IOS' },
  },
];

export interface OrderDetails {
  readonly region: string;
  readonly orderAmount: WireAmount;
  readonly store: JsonObject;
  readonly goods: readonly JsonObject[];
  readonly buyer: JsonObject;
  readonly env: JsonObject;
}

/** What a shop tells of an order beside its references; the same id gives the same again, as a repeat must. */
export function orderDetails(paymentRequestId: string, paid: WireAmount): OrderDetails {
  const { region, store, goods, buyer, device, ...price } =
    shops[checksum(paymentRequestId) % shops.length] ?? shops[0]!;
  const orderAmount = inCurrencyOf(price, paid);
  const half = BigInt(orderAmount.value) / 2n;
  const prices = [half, BigInt(orderAmount.value) - half];
  return {
    region,
    orderAmount,
    store: { referenceStoreId: `store-${region}`, storeName: store, storeDisplayName: store, storeMCC: '5021' },
    goods: goods.map((goodsName, index) => ({
      referenceGoodsId: `goods-${region}-${index + 1}`,
      goodsName,
      goodsCategory: 'Food/Gifts',
      goodsBrand: 'Simulated brand',
      goodsUnitAmount: { currency: orderAmount.currency, value: String(prices[index]) },
      goodsQuantity: '1',
    })),
    buyer: { referenceBuyerId: `buyer-${region}`, buyerName: { fullName: buyer }, buyerEmail: 'buyer@shop.example' },
    env: {
      ...device,
      clientIp: '203.0.113.7',
      userAgent: 'Mozilla/5.0 (simulated)',
      deviceTokenId: `device-${region}`,
    },
  };
}

/** The risk data of the acquirer, in JSON as text (Easy Pay guide, step 2). */
export const passThroughInfo = (paymentRequestId: string): string =>
  JSON.stringify({
    buyerId: `buyer-${checksum(paymentRequestId)}`,
    merchantTerminalType: 'android',
    renderGroup: 'h5',
    gaid: '',
    riskInfo: {
      clientIp: '203.0.113.7',
      deviceData: {
        brand: 'SIMULATED',
        language: 'zh_CN_#Hans',
        os: 'android',
        px: '1228*2578',
        timeZone: 'GMT+08:00',
      },
      deviceRiskData: { proxy: '0', simulator: '1' },
    },
  });

/** What the shop asks in its own currency; a price in other money than HKD is left as it is. */
function inCurrencyOf({ currency, per100 }: Pick<Shop, 'currency' | 'per100'>, paid: WireAmount): WireAmount {
  if (paid.currency !== 'HKD') return paid;
  return { currency, value: String((BigInt(paid.value) * per100 + 99n) / 100n) };
}

const checksum = (id: string): number => [...id].reduce((sum, character) => sum + (character.codePointAt(0) ?? 0), 0);
