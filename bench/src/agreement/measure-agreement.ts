import { closedWindow, type LoopOptions } from '../load/closed-loop';
import { CpuMeter } from '../machine/cpu-meter';
import type { WalletUnderTest } from '../wallet/wallet-under-test';
import { firstTokens } from './first-payments';
import { runPeer, type PeerSetting } from './peer-contestant';
import { takeTurns, type AgreementFigures, type Contest, type Contestant } from './turns-of-contestants';
import { walletContestant } from './wallet-contestant';

/** Each contestant has so many turns at each level, each half as long as another measured window. */
const rounds = 4;
const share = 0.5;
const warmUp = { inFlight: 64, seconds: 6 };

export interface ContestSetting {
  readonly levels: readonly number[];
  readonly loop: Omit<LoopOptions, 'inFlight' | 'meter'>;
  readonly say: (line: string) => void;
}

export interface AgreementSetting extends ContestSetting {
  /** Undefined: not measured, as the peer. */
  readonly wallet: WalletUnderTest | undefined;
  readonly peer: PeerSetting | undefined;
  /** Of the servers, and of the services if they run. */
  readonly pids: Readonly<Record<string, number>>;
}

export async function warmAndTakeTurns(
  contestants: readonly Contestant[],
  meter: CpuMeter,
  { levels, loop, say }: ContestSetting,
): Promise<AgreementFigures> {
  const turn = { ...loop, meter, seconds: loop.seconds * share, warmUpSeconds: loop.warmUpSeconds * share };
  say('agreement payments: warming up');
  for (const contestant of contestants)
    await contestant.turn(() => closedWindow(contestant.operation(warmUp.inFlight), { ...turn, ...warmUp }));
  const measure: Contest['measure'] = (operation, inFlight) => closedWindow(operation, { ...turn, inFlight });
  return takeTurns({ contestants, levels, rounds, measure, say });
}

/** Payments by agreement, by the wallet and by the peer in turns. */
export async function measureAgreement(setting: AgreementSetting): Promise<AgreementFigures> {
  const { wallet, pids, say } = setting;
  if (wallet) say('agreement payments: a first payment of each customer, for its token');
  const ours = wallet ? [walletContestant(wallet, await firstTokens(wallet))] : [];
  const peer = setting.peer && (await runPeer(setting.peer));
  try {
    const meter = new CpuMeter({ ...peer?.pids, ...pids });
    return await warmAndTakeTurns([...ours, ...(peer ? [peer.contestant] : [])], meter, setting);
  } finally {
    await peer?.stop();
  }
}
