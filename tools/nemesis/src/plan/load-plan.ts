import type { Random } from './random';
import { flowKind, flowKinds, type FlowKind } from './flow-kinds';

/** One payment that the load begins, `atMs` after its start, whatever became of the others. */
export interface PlannedFlow {
  readonly index: number;
  readonly kind: FlowKind;
  readonly atMs: number;
  readonly paymentRequestId: string;
  /** Index among the customers of its kind. */
  readonly payer: number;
  /** Minor units. */
  readonly amount: bigint;
  /** Minor units of each refund. */
  readonly refunds: readonly bigint[];
  /** What a unit of the customer's currency is at Alipay+; absent: it is paid in the customer's. */
  readonly quote?: Quote;
  /** Between two steps that race. */
  readonly gapMs: number;
}

/** A price between major units, and the same for exact amounts: so many minor units for a thousand of the customer's. */
export interface Quote {
  readonly currency: string;
  readonly price: string;
  readonly perThousand: bigint;
}

const quotes: readonly Quote[] = [
  { currency: 'USD', price: '0.127', perThousand: 127n },
  { currency: 'JPY', price: '19.5', perThousand: 195n },
  { currency: 'KWD', price: '0.0391', perThousand: 391n },
];

/** Customers by what they can be used for. */
export const customerCounts = { phone: 800, token: 40, poor: 4, scarce: 24 } as const;

/** Payments above it are refused: the stack's SINGLE_LIMITS. Minor units. */
export const singleLimit = 1_000_000n;

/** So many payments of a customer who has money for one of them begin at the same moment. */
const rivals = 3;
/** Each of them, in minor units. */
export const lastMoney = 500n;

function amountsOf(kind: FlowKind, random: Random): Pick<PlannedFlow, 'amount' | 'refunds' | 'quote'> {
  if (kind === 'foreign' || kind === 'refund-foreign') return foreignAmountsOf(kind, random);
  const quarter = BigInt(random.integer(25, 10_000));
  const amount = kind === 'too-much' ? singleLimit + quarter : 4n * quarter;
  if (kind === 'last-money') return { amount: lastMoney, refunds: [] };
  const times = (count: number): bigint[] => Array.from({ length: count }, () => quarter);
  if (kind === 'refund') return { amount, refunds: times(random.integer(1, 4)) };
  if (kind === 'refund-beyond') return { amount, refunds: times(6) };
  if (kind === 'refund-then-cancel') return { amount, refunds: times(random.integer(1, 3)) };
  return { amount, refunds: [] };
}

/** Whole thousands, so that each part and the sum of the parts are exact in both currencies. */
function foreignAmountsOf(kind: 'foreign' | 'refund-foreign', random: Random) {
  const quarter = 1_000n * BigInt(random.integer(1, 10));
  const parts = kind === 'foreign' ? 0 : random.integer(1, 4);
  return { amount: 4n * quarter, refunds: Array.from({ length: parts }, () => quarter), quote: random.pick(quotes) };
}

type Weights = Readonly<Record<FlowKind, number>>;
const weights = Object.fromEntries(Object.entries(flowKinds).map(([kind, { weight }]) => [kind, weight])) as Weights;

interface LoadOptions {
  readonly seconds: number;
  readonly rate: number;
  /** In the place of those of the kinds. */
  readonly weights?: Partial<Weights>;
}

/** Phones and scarce customers one after the other: a code is not mistaken for that of another payment, and money is spent once. */
class Payers {
  private readonly given = { phone: 0, scarce: 0 };

  constructor(private readonly random: Random) {}

  next(payer: keyof typeof customerCounts): number {
    const count = customerCounts[payer];
    return payer === 'phone' || payer === 'scarce' ? this.given[payer]++ % count : this.random.integer(0, count - 1);
  }
}

/** The payments of a load of so many seconds at so many a second: the same for the same `random`. */
export function planLoad(random: Random, { seconds, rate, weights: given }: LoadOptions): PlannedFlow[] {
  const flows: PlannedFlow[] = [];
  const frequency = { ...weights, ...given };
  const payers = new Payers(random);
  for (let atMs = random.waitMs(rate); atMs < seconds * 1_000; atMs += random.waitMs(rate)) {
    const kind = random.weighted(frequency);
    const common = { kind, atMs: Math.round(atMs), payer: payers.next(flowKind(kind).payer) };
    const count = kind === 'last-money' ? rivals : 1;
    for (let rival = 0; rival < count; rival++) {
      if (rival > 0) atMs += random.waitMs(rate);
      const index = flows.length;
      flows.push({
        index,
        ...common,
        paymentRequestId: `20260101190741${String(index).padStart(6, '0')}${random.digits(12)}`,
        ...amountsOf(kind, random),
        gapMs: random.integer(0, 120),
      });
    }
  }
  return flows;
}
