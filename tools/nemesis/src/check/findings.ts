import { brokenInvariants } from '@wallet/testkit';
import type { Inflicted, LostProcess } from '../faults/inflicted';
import type { Entry } from '../load/entry';
import type { RunClock } from '../load/clock';
import type { Wallet } from '../world/wallet';
import { deadLetters } from './consumer-lag';
import { disturbancesOf } from './disturbances';
import type { Notice } from './evidence';
import { judge } from './judge';
import { lateness, type Halt, type Lateness } from './late-answers';
import type { MachineShares } from './machine-watch';
import { readOurBooks } from './our-books';
import { reconcile } from './reconciliation';

const atOnce = 16;

export interface Findings {
  /** Each line is one thing that must not be. */
  readonly violations: readonly string[];
  readonly lateness: Lateness;
}

/** Of a whole trial. */
export interface Outcome extends Findings {
  /** Since the load began: when it and the faults were over, and when all was quiet. */
  readonly loadMs: number;
  readonly quietAtMs: number;
  /** Payments that were planned and not begun, because too many were under way. */
  readonly notBegun: number;
  /** How often the invariants were looked at during the load. */
  readonly looks: number;
  readonly machine: MachineShares;
  /** When the machine was short of time. */
  readonly stalls: readonly Halt[];
}

/** By payment, what the simulator was notified of. */
async function readNotices(
  { simulator }: Wallet,
  clock: RunClock,
  ids: readonly string[],
): Promise<Map<string, readonly Notice[]>> {
  const notices = new Map<string, readonly Notice[]>();
  const waiting = [...ids];
  const work = async (): Promise<void> => {
    for (let id = waiting.pop(); id; id = waiting.pop()) {
      const notified = await simulator.notified(id);
      notices.set(
        id,
        notified.map((notice) => ({ ...notice, atMs: clock.sinceBegin(notice.sentAt ?? notice.at) })),
      );
    }
  };
  await Promise.all(Array.from({ length: atOnce }, work));
  return notices;
}

/** The times in which a gateway stood still because we had halted it. */
function halts(inflicted: readonly Inflicted[]): Halt[] {
  return inflicted.flatMap(({ planned, fromMs, untilMs }) =>
    planned.kind === 'stop' && planned.process.startsWith('gateway') ? [{ fromMs, untilMs, graceMs: Infinity }] : [],
  );
}

/** What was heard and done during the load. */
export interface Heard {
  readonly entries: readonly Entry[];
  readonly inflicted: readonly Inflicted[];
  readonly lost: LostProcess | undefined;
  readonly clock: RunClock;
  /** When the machine was short of time. */
  readonly stalls: readonly Halt[];
}

/** All that is wrong when the load is over and all is quiet. */
export async function findViolations(wallet: Wallet, heard: Heard): Promise<Findings> {
  const { entries, inflicted, lost, clock, stalls } = heard;
  const foreign = stalls.filter(({ graceMs }) => graceMs === Infinity);
  const { orders, refunds } = await readOurBooks(wallet.database);
  const ids = new Set([...entries, ...orders].map(({ paymentRequestId }) => paymentRequestId));
  const notices = await readNotices(wallet, clock, [...ids]);
  const inTime = lateness(entries, [...halts(inflicted), ...stalls]);
  const unhealed = inflicted.flatMap(({ planned, error }) => (error ? [`${planned.kind} ${error}`] : []));
  return {
    lateness: inTime,
    violations: [
      ...(await brokenInvariants(wallet.stack)),
      ...judge(entries, { orders, refunds, notices, disturbances: [...disturbancesOf(inflicted, lost), ...foreign] }),
      ...reconcile(orders, await wallet.simulator.report()),
      ...(await wallet.simulator.contradictions()).map((each) => `Alipay+: ${each}`),
      ...(await wallet.simulator.breaches()).map((each) => `rule of Alipay+: ${each}`),
      ...(await deadLetters(wallet.stack)),
      ...inTime.late,
      ...unhealed,
    ],
  };
}
