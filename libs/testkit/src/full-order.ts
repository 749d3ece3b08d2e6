export interface Amount {
  readonly currency: string;
  readonly value: string;
}

/** What an order may hold beside the references, merchant and description that a spec sets itself. */
export interface FullOrder {
  readonly orderAmount: Amount;
  readonly goods: readonly Readonly<Record<string, unknown>>[];
  readonly buyer: Readonly<Record<string, unknown>>;
  readonly shipping: Readonly<Record<string, unknown>>;
  readonly env: Readonly<Record<string, unknown>>;
}

/** Minor units for 100 of the payment's: currencies with two, no and three decimals, and a script for each. */
const priced = [
  { currency: undefined, per100: 100n, name: '旺角分店 絲襪奶茶', buyer: '李小龍' },
  { currency: 'KRW', per100: 177n, name: '명동점 김치 선물세트', buyer: '김민준' },
  { currency: 'BHD', per100: 48n, name: 'فرع المنامة لؤلؤ', buyer: 'علي حسن' },
  { currency: 'INR', per100: 1_070n, name: 'दिल्ली शाखा मसाला चाय', buyer: 'आशा शर्मा' },
] as const;

/** The order number `index`: each fourth is in the payment's own currency, the others in that of their shop. */
export function fullOrder(index: number, paid: Amount): FullOrder {
  const { currency = paid.currency, per100, name, buyer } = priced[index % priced.length] ?? priced[0];
  const orderAmount = { currency, value: String((BigInt(paid.value) * per100 + 99n) / 100n) };
  const goods = { goodsName: name, goodsCategory: 'Food/Tea', goodsBrand: 'Brand', goodsQuantity: '1' };
  return {
    orderAmount,
    goods: [
      { ...goods, referenceGoodsId: 'goods-1', goodsUnitAmount: orderAmount },
      { ...goods, referenceGoodsId: 'goods-2', goodsUnitAmount: { currency, value: '0' } },
    ],
    buyer: { referenceBuyerId: 'buyer-1', buyerName: { fullName: buyer }, buyerEmail: 'buyer@shop.example' },
    shipping: { shippingName: { fullName: buyer }, shippingAddress: { region: 'HK', city: name, address1: name } },
    env: { terminalType: 'APP', osType: 'ANDROID', clientIp: '203.0.113.9', userAgent: 'Mozilla/5.0' },
  };
}

/** The store of that order's merchant. */
export const storeOf = (index: number): Readonly<Record<string, unknown>> => {
  const { name } = priced[index % priced.length] ?? priced[0];
  return { referenceStoreId: 'store-1', storeName: name, storeDisplayName: name, storeMCC: '5021' };
};

/** Risk data of the acquirer: JSON as text. */
export const passThroughInfo = JSON.stringify({
  buyerId: 'buyer-1',
  gaid: '',
  merchantTerminalType: 'android',
  riskInfo: { clientIp: '203.0.113.9', deviceData: { language: 'zh_CN_#Hans', os: 'android', px: '1228*2578' } },
});
