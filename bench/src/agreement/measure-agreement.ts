import { closedWindow, type LoopOptions } from '../load/closed-loop';
import { SimulatorCaller } from '../load/simulator-caller';
import { CpuMeter } from '../machine/cpu-meter';
import type { WalletUnderTest } from '../wallet/wallet-under-test';
import { FirstPayments } from './first-payments';
import { runPeer, type PeerSetting } from './peer-contestant';
import { takeTurns, type AgreementFigures, type Contest, type Contestant } from './turns-of-contestants';
import { walletContestants } from './wallet-contestants';

/** Each contestant has so many turns at each level, each half as long as another measured window. */
const rounds = 4;
const share = 0.5;
/** Shorter than Kafka's patience with the notifier, which may be halted in it. */
const warmUp = { inFlight: 64, seconds: 6 };

export interface AgreementSetting {
  /** Undefined: not measured, as the peer. */
  readonly wallet: WalletUnderTest | undefined;
  readonly peer: PeerSetting | undefined;
  readonly levels: readonly number[];
  readonly loop: Omit<LoopOptions, 'inFlight' | 'meter'>;
  /** Of the servers, and of the services if they run. */
  readonly pids: Readonly<Record<string, number>>;
  readonly say: (line: string) => void;
}

async function contestantsOf(wallet: WalletUnderTest): Promise<Contestant[]> {
  const { stack, clients, loginIds } = wallet;
  const simulator = new SimulatorCaller(stack.simulatorUrl, warmUp.inFlight);
  try {
    const tokens = await new FirstPayments(simulator, clients.phones, clients.party).of(loginIds);
    return walletContestants(wallet, tokens);
  } finally {
    await simulator.close();
  }
}

/** Payments by agreement, by the wallet and by the peer in turns. */
export async function measureAgreement(setting: AgreementSetting): Promise<AgreementFigures> {
  const { wallet, levels, loop, pids, say } = setting;
  if (wallet) say('agreement payments: a first payment of each customer, for its token');
  const ours = wallet ? await contestantsOf(wallet) : [];
  const peer = setting.peer && (await runPeer(setting.peer));
  try {
    const contestants = [...ours, ...(peer ? [peer.contestant] : [])];
    const meter = new CpuMeter({ ...(peer && { peer: peer.pid }), ...pids });
    const turn = { ...loop, meter, seconds: loop.seconds * share, warmUpSeconds: loop.warmUpSeconds * share };
    say('agreement payments: warming up');
    for (const contestant of contestants)
      await contestant.turn(() => closedWindow(contestant.operation(warmUp.inFlight), { ...turn, ...warmUp }));
    const measure: Contest['measure'] = (operation, inFlight) => closedWindow(operation, { ...turn, inFlight });
    return await takeTurns({ contestants, levels, rounds, measure, say });
  } finally {
    await peer?.stop();
  }
}
