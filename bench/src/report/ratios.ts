import type { Point } from '../load/closed-loop';
import type { Figures } from './figures';

type Figure = (figures: Figures) => number | undefined;

/** Three calls, our answers to them, the notice and the answer to it. */
const signaturesPerFlow = 8;

const at = (points: readonly Point[] | undefined, inFlight: number): Point | undefined =>
  points?.find((point) => point.inFlight === inFlight);

const flowRate: Figure = ({ wallet }) => at(wallet?.flows, 64)?.perSecond;

const compared: Readonly<Record<string, readonly [ours: Figure, floor: Figure]>> = {
  'evaluation p50 / Kafka request-answer p50, 1 in flight': [
    ({ wallet }) => at(wallet?.evaluations, 1)?.p50Ms,
    ({ floor }) => at(floor?.kafkaEcho, 1)?.p50Ms,
  ],
  'evaluations a second / Kafka request-answers a second, 64 in flight': [
    ({ wallet }) => at(wallet?.evaluations, 64)?.perSecond,
    ({ floor }) => at(floor?.kafkaEcho, 64)?.perSecond,
  ],
  'flow p50 / posting p50, 1 in flight': [
    ({ wallet }) => at(wallet?.flows, 1)?.p50Ms,
    ({ floor }) => at(floor?.posting, 1)?.p50Ms,
  ],
  'flows a second, 64 in flight / postings a second, 16 connections': [
    flowRate,
    ({ floor }) => at(floor?.posting, 16)?.perSecond,
  ],
  "agreement payments a second / the peer's, 64 in flight": [
    ({ agreement }) => at(agreement?.agreement, 64)?.perSecond,
    ({ agreement }) => at(agreement?.peer, 64)?.perSecond,
  ],
  "agreement payment p50 / the peer's p50, 1 in flight": [
    ({ agreement }) => at(agreement?.agreement, 1)?.p50Ms,
    ({ agreement }) => at(agreement?.peer, 1)?.p50Ms,
  ],
  'signatures in the flows of a second, 64 in flight / RSA-2048 signs a second': [
    (figures) => (flowRate(figures) ?? NaN) * signaturesPerFlow,
    ({ floor }) => at(floor?.sign, 16)?.perSecond,
  ],
};

/** At every level: with many orders behind it, how fast is the wallet still? */
function growth({ agreement }: Figures): (readonly [string, number])[] {
  const rate = (points: readonly Point[] | undefined, inFlight: number) => at(points, inFlight)?.perSecond ?? NaN;
  return (agreement?.agreementLoaded ?? []).map(({ inFlight, perSecond }) => {
    const name = `agreement payments a second, loaded / empty, ${inFlight} in flight`;
    return [name, perSecond / rate(agreement?.agreement, inFlight)];
  });
}

/** Beyond the knee: how much of it is left. */
const overload = ({ overload: figures }: Figures): (readonly [string, number])[] =>
  (figures?.points ?? []).map(({ share, goodput }) => [
    `S a second at ${share} x the knee / the knee`,
    goodput / (figures?.knee ?? NaN),
  ]);

/** What the wallet does relative to what this machine can do, or the peer does, where both were measured. */
export function ratios(figures: Figures): Record<string, number> {
  const all = Object.entries(compared).map(([name, [ours, floor]]) => {
    return [name, (ours(figures) ?? NaN) / (floor(figures) ?? NaN)] as const;
  });
  return Object.fromEntries(
    [...all, ...growth(figures), ...overload(figures)].filter(([, ratio]) => Number.isFinite(ratio)),
  );
}
