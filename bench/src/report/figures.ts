import type { Infrastructure } from '@wallet/local-stack';
import type { AgreementFigures } from '../agreement/turns-of-contestants';
import type { Floor } from '../floor/measure-floor';
import type { GrowthFigures } from '../growth/measure-growth';
import type { Machine } from '../machine/machine';
import type { OverloadFigures } from '../overload/measure-overload';
import type { WalletFigures } from '../wallet/measure-wallet';

/** What a run has measured; the JSON file holds it with the ratios. */
export interface Figures {
  readonly startedAt: string;
  readonly machine: Machine;
  readonly servers: Infrastructure['sources'];
  /** Missing: not asked for. */
  readonly floor?: Floor;
  readonly wallet?: WalletFigures;
  readonly agreement?: AgreementFigures;
  readonly growth?: GrowthFigures;
  readonly overload?: OverloadFigures;
}
