import type { JsonObject } from '../wire/exchange';
import type { WalletCall } from '../conformance/wallet-call';

/** One authNotify and how this simulator answered it. */
export interface AuthNotice extends WalletCall {
  readonly answered: string;
}

export interface TokenPair {
  readonly accessToken: string;
  readonly refreshToken?: string | undefined;
}

/** `UNKNOWN`: nobody here asked for it. `REQUESTED`: no tokens are known yet. */
export type AgreementStatus = 'UNKNOWN' | 'REQUESTED' | 'ACTIVE' | 'ENDED';

/** An agreement as the simulator tells it; of an ended one the tokens are the last. */
export interface BookedAgreement extends Partial<TokenPair> {
  readonly referenceAgreementId: string;
  readonly authClientId?: string;
  readonly status: AgreementStatus;
  readonly customerId?: string | undefined;
  /** The oldest first. */
  readonly notices: readonly AuthNotice[];
}

const same = (left: TokenPair, right: TokenPair): boolean =>
  left.accessToken === right.accessToken && left.refreshToken === right.refreshToken;

/** One binding (`authClientId`, `referenceAgreementId`) and all that the wallet has said of it. A method returns what contradicts. */
export class Agreement {
  /** The codes, tokens and addresses that lead here. */
  readonly words = new Set<string>();
  customerId?: string | undefined;
  private status: AgreementStatus = 'UNKNOWN';
  private first?: TokenPair;
  private last?: TokenPair;
  private readonly successors = new Map<string, TokenPair>();
  private readonly notices: AuthNotice[] = [];

  constructor(
    readonly referenceAgreementId: string,
    readonly authClientId: string,
  ) {}

  get isRequested(): boolean {
    return this.status !== 'UNKNOWN';
  }

  request(): void {
    if (this.status === 'UNKNOWN') this.status = 'REQUESTED';
  }

  /** The tokens of a code or of a TOKEN_CREATED: always the same. */
  announce(pair: TokenPair): string | undefined {
    if (this.first && !same(this.first, pair)) return 'two token pairs without a refresh';
    this.first ??= pair;
    this.activate(this.last ?? pair);
    return undefined;
  }

  /** The tokens that `refreshToken` was changed for: always the same. */
  refresh(refreshToken: string, pair: TokenPair): string | undefined {
    const successor = this.successors.get(refreshToken);
    if (successor) return same(successor, pair) ? undefined : 'two token pairs for one refresh token';
    this.successors.set(refreshToken, pair);
    this.activate(pair);
    return undefined;
  }

  /** For good. */
  end(): void {
    this.status = 'ENDED';
  }

  /** Each kind is told once; what comes again is a repeat and has the same body. */
  notice(notice: AuthNotice): string | undefined {
    const type = notice.body.authorizationNotifyType;
    const told = this.notices.find(
      ({ signature, body }) => signature === 'valid' && body.authorizationNotifyType === type,
    );
    this.notices.push(notice);
    const isRepeat = notice.signature !== 'valid' || !told || sameBody(told.body, notice.body);
    return isRepeat ? undefined : `a repeated ${String(type)} has another body`;
  }

  view(): BookedAgreement {
    const { referenceAgreementId, authClientId, status, customerId, notices } = this;
    return { referenceAgreementId, authClientId, status, customerId, ...this.last, notices };
  }

  private activate(pair: TokenPair): void {
    this.last = pair;
    if (this.status !== 'ENDED') this.status = 'ACTIVE';
  }
}

const sameBody = (left: JsonObject, right: JsonObject): boolean => JSON.stringify(left) === JSON.stringify(right);
