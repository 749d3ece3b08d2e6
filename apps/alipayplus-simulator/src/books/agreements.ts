import type { ApiName, ResultCode } from '@wallet/alipayplus';
import { Agreement, type AuthNotice, type BookedAgreement, type TokenPair } from './agreement';
import { resultOf, type Exchange, type JsonObject } from '../wire/exchange';

const maxReferences = 100_000;

const textOf = (body: JsonObject | undefined, field: string): string | undefined => {
  const value = body?.[field];
  return typeof value === 'string' ? value : undefined;
};

function pairOf(body: JsonObject | undefined): TokenPair | undefined {
  const accessToken = textOf(body, 'accessToken');
  return accessToken === undefined ? undefined : { accessToken, refreshToken: textOf(body, 'refreshToken') };
}

/** Alipay+'s own table of agreements, against which the wallet's answers and authNotify messages are checked. */
export class Agreements {
  private readonly byReference = new Map<string, Agreement[]>();
  private readonly byWord = new Map<string, Agreement>();
  private readonly found = new Set<string>();

  /** Of the binding that `body` names: has this simulator asked for it? */
  isRequested(body: JsonObject): boolean {
    return this.find(textOf(body, 'referenceAgreementId'), textOf(body, 'authClientId'))?.isRequested ?? false;
  }

  /** Before a call goes out: its notice may come before its answer. */
  expect(api: ApiName, request: JsonObject): void {
    if (api === 'prepare') this.open(request)?.request();
    if (api === 'pay') this.open(request.authorizationInfo as JsonObject | undefined)?.request();
  }

  bookExchange({ api, request, answer, signature }: Exchange): void {
    if (signature !== 'valid' || resultOf(answer)?.resultStatus !== 'S') return;
    if (api === 'prepare') this.learn(this.open(request), textOf(answer, 'authCode'), textOf(answer, 'authUrl'));
    if (api === 'applyToken') this.bookTokens(request, answer);
    if (api === 'cancelToken') this.byWord.get(String(request.accessToken))?.end();
  }

  /** The user came back to the merchant with a code. */
  bookReturn(referenceAgreementId: string | undefined, authCode: string | undefined): void {
    this.learn(this.find(referenceAgreementId), authCode);
  }

  /** `refusal` is the code of the F that it was answered with because it cannot be right. */
  bookNotice(notice: AuthNotice, refusal?: ResultCode): void {
    const agreement = this.open(notice.body);
    const binding = `agreement ${textOf(notice.body, 'referenceAgreementId') ?? '(none)'}`;
    if (refusal === 'PROCESS_FAIL') this.found.add(`${binding}: an authNotify of a binding that was never asked for`);
    if (refusal === 'PARAM_ILLEGAL') this.found.add(`${binding}: a malformed authNotify`);
    this.contradict(agreement, agreement?.notice(notice));
    if (agreement && !refusal) this.learnNotice(agreement, notice.body);
  }

  /** Of one that nobody has spoken of, too. Without `authClientId`: the first that used this id. */
  agreement(referenceAgreementId: string, authClientId?: string): BookedAgreement {
    const known = this.find(referenceAgreementId, authClientId);
    return known?.view() ?? { referenceAgreementId, status: 'UNKNOWN', notices: [] };
  }

  /** The `referenceAgreementId` of the agreement that a code, a token or the address of a consent page leads to. */
  referenceOf(word: string): string | undefined {
    return this.byWord.get(word)?.referenceAgreementId;
  }

  all(): BookedAgreement[] {
    return [...this.byReference.values()].flat().map((agreement) => agreement.view());
  }

  /** Each line names an agreement of which the wallet has said what cannot be true. */
  contradictions(): string[] {
    return [...this.found];
  }

  private bookTokens(request: JsonObject, answer: JsonObject | undefined): void {
    const refreshToken = textOf(request, 'refreshToken');
    const agreement = this.byWord.get(refreshToken ?? String(request.authCode));
    const pair = pairOf(answer);
    if (!agreement || !pair) return;
    const wrong = refreshToken === undefined ? agreement.announce(pair) : agreement.refresh(refreshToken, pair);
    this.contradict(agreement, wrong);
    this.learn(agreement, pair.accessToken, pair.refreshToken);
    agreement.customerId ??= textOf(answer, 'customerId');
  }

  private learnNotice(agreement: Agreement, body: JsonObject): void {
    const pair = pairOf(body);
    this.learn(agreement, textOf(body, 'authCode'), pair?.accessToken, pair?.refreshToken);
    agreement.customerId ??= textOf(body, 'customerId');
    if (body.authorizationNotifyType === 'TOKEN_CREATED' && pair) this.contradict(agreement, agreement.announce(pair));
    if (body.authorizationNotifyType === 'TOKEN_CANCELED') agreement.end();
  }

  private learn(agreement: Agreement | undefined, ...words: (string | undefined)[]): void {
    for (const word of words) {
      if (!agreement || word === undefined) continue;
      agreement.words.add(word);
      this.byWord.set(word, agreement);
    }
  }

  private contradict(agreement: Agreement | undefined, wrong: string | undefined): void {
    if (agreement && wrong) this.found.add(`agreement ${agreement.referenceAgreementId}: ${wrong}`);
  }

  private find(referenceAgreementId: string | undefined, authClientId?: string): Agreement | undefined {
    const known = this.byReference.get(referenceAgreementId ?? '') ?? [];
    return authClientId === undefined ? known[0] : known.find((agreement) => agreement.authClientId === authClientId);
  }

  /** The agreement of the binding that `body` names, made if it is new; undefined when it names none. */
  private open(body: JsonObject | undefined): Agreement | undefined {
    const [reference, authClientId] = [textOf(body, 'referenceAgreementId'), textOf(body, 'authClientId')];
    if (reference === undefined || authClientId === undefined) return undefined;
    const known = this.find(reference, authClientId);
    if (known) return known;
    const agreement = new Agreement(reference, authClientId);
    this.byReference.set(reference, [...(this.byReference.get(reference) ?? []), agreement]);
    this.forgetOldest();
    return agreement;
  }

  private forgetOldest(): void {
    const [oldest] = this.byReference;
    if (this.byReference.size <= maxReferences || !oldest) return;
    this.byReference.delete(oldest[0]);
    for (const word of oldest[1].flatMap(({ words }) => [...words])) this.byWord.delete(word);
  }
}
