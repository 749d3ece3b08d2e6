/** A shop whose codes are scanned. */
export interface Merchant {
  /** Its word at the CLI and in its entry code. */
  readonly id: string;
  /** In its own language, as the user must see it. */
  readonly name: string;
  readonly store: string;
  readonly region: string;
  readonly category: string;
  readonly currency: string;
  readonly description: string;
  /** What an order is when nobody says an amount: minor units of `currency`. */
  readonly usualAmount: string;
}

/** Currencies with no, two and three decimals, and several scripts, one of them from right to left. */
export const merchants: readonly Merchant[] = [
  {
    id: 'tokyo-ramen',
    name: '東京ラーメン横丁',
    store: '新宿店',
    region: 'JP',
    category: '5812',
    currency: 'JPY',
    description: '特製醤油ラーメン',
    usualAmount: '980',
  },
  {
    id: 'seoul-coffee',
    name: '서울 커피',
    store: '명동점',
    region: 'KR',
    category: '5814',
    currency: 'KRW',
    description: '아메리카노 두 잔',
    usualAmount: '9000',
  },
  {
    id: 'hongkong-tea',
    name: '香港茶餐廳',
    store: '中環分店',
    region: 'HK',
    category: '5814',
    currency: 'HKD',
    description: '奶茶、菠蘿包',
    usualAmount: '4850',
  },
  {
    id: 'brooklyn-diner',
    name: 'Brooklyn Diner',
    store: 'Bedford Avenue',
    region: 'US',
    category: '5812',
    currency: 'USD',
    description: 'Pancakes & coffee',
    usualAmount: '1895',
  },
  {
    id: 'kuwait-dates',
    name: 'تمور الكويت',
    store: 'فرع الصالحية',
    region: 'KW',
    category: '5499',
    currency: 'KWD',
    description: 'تمر فاخر',
    usualAmount: '2750',
  },
  {
    id: 'shanghai-noodles',
    name: '上海小面馆',
    store: '南京路店',
    region: 'CN',
    category: '5812',
    currency: 'CNY',
    description: '牛肉面',
    usualAmount: '3200',
  },
];

const ids = merchants.map(({ id }) => id);

/** Throws Error with those that there are. */
export function merchantOf(id: string): Merchant {
  const merchant = merchants.find((each) => each.id === id);
  if (!merchant) throw new Error(`no merchant is called ${id}: there are ${ids.join(', ')}`);
  return merchant;
}
