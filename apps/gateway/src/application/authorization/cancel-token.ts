import { parseCancelToken, type CancelToken, type JsonObject, type Parsed } from '@wallet/alipayplus';
import { cancelToken } from '@wallet/contracts';
import type { Api, ApiSettings, CallSubject, CallTerms, WireAnswer } from '../api';
import type { Dispatch } from '../dispatch';
import { requireOwnPsp } from '../own-psp';
import type { Secrets } from '../secrets';
import { staleCall } from '../stale-call';
import type { WireAnswers } from '../wire-answer';

/** `cancelToken`: the user unbinds at the merchant. */
export class CancelTokenApi implements Api<CancelToken> {
  readonly wallMs: number;

  constructor(
    private readonly dispatch: Dispatch,
    private readonly secrets: Secrets,
    private readonly answers: WireAnswers,
    private readonly settings: ApiSettings,
  ) {
    this.wallMs = settings.wallMs;
  }

  parse(json: JsonObject): Parsed<CancelToken> {
    return requireOwnPsp(parseCancelToken(json), this.settings.pspId);
  }

  subjectOf(): CallSubject {
    return {};
  }

  async execute({ accessToken }: CancelToken, terms: CallTerms): Promise<WireAnswer> {
    if (terms.isStale) return staleCall;
    const payload = { accessTokenHash: this.secrets.hash(accessToken) };
    const command = { topic: cancelToken, priority: 'essential', payload: () => payload } as const;
    return this.answers.write(await this.dispatch.ask(command, terms));
  }
}
