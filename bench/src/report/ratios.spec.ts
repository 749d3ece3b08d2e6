import type { TurnsPoint } from '../agreement/turns-of-contestants';
import type { Figures } from './figures';
import { ratios } from './ratios';

const point = (inFlight: number, perSecond: number, p50Ms: number): TurnsPoint => ({
  inFlight,
  perSecond,
  p50Ms,
  p99Ms: p50Ms,
  count: 1,
  seconds: 1,
  cpu: {},
  errors: {},
  turns: [],
  notices: [],
});

describe('the ratios', () => {
  it('compare only what was measured, at the same number in flight', () => {
    const agreement = {
      agreement: [point(1, 100, 9), point(64, 400, 150)],
      peer: [point(1, 250, 3), point(64, 500, 120)],
    };
    expect(ratios({ agreement } as Partial<Figures> as Figures)).toEqual({
      "agreement payments a second / the peer's, 64 in flight": 0.8,
      "agreement payment p50 / the peer's p50, 1 in flight": 3,
    });
  });

  it('compare a loaded database with an empty one at every level', () => {
    const agreement = {
      agreement: [point(1, 100, 9), point(64, 400, 150)],
      agreementLoaded: [point(1, 95, 9), point(64, 360, 160)],
    };
    expect(ratios({ agreement } as Partial<Figures> as Figures)).toEqual({
      'agreement payments a second, loaded / empty, 1 in flight': 0.95,
      'agreement payments a second, loaded / empty, 64 in flight': 0.9,
    });
  });
});
