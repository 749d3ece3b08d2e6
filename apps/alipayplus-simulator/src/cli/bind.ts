import {
  codeGrantRequest,
  prepareRequest,
  verificationGrantRequest,
  type Binding,
} from '../alipayplus/authorization-requests';
import { newRequestId } from '../alipayplus/easy-pay-requests';
import type { Exchange, JsonObject } from '../wire/exchange';
import type { NoticeBehaviour } from '../wire/notice-behaviour';
import { Browser } from './browser';
import { decideConsent } from './consent';
import { Notices } from './notices';
import { Phone, type CodeSources } from './phone';
import type { SimulatorClient } from './simulator-client';
import type { Transcript } from './transcript';

export interface BindOptions {
  readonly binding: Binding;
  readonly loginId: string;
  readonly merchantName: string;
  /** On the consent page. */
  readonly refuse: boolean;
  /** How Alipay+ answers the next notices of the agreement. */
  readonly authNotify: readonly NoticeBehaviour[];
  readonly codes: CodeSources;
}

const success = 'SUCCESS';

/** A user binds the wallet to a merchant account: prepare, the user's word, applyToken. */
export class Bind {
  private readonly authState = `auth-state-${newRequestId()}`;

  constructor(
    private readonly simulator: SimulatorClient,
    private readonly transcript: Transcript,
    private readonly options: BindOptions,
  ) {}

  async bySms(): Promise<void> {
    const { binding, loginId, codes } = this.options;
    const phone = new Phone(this.simulator, this.transcript, loginId, codes);
    const known = await phone.messageCount();
    const { answer } = await this.prepare('1 Prepare, send OTP', loginId);
    const otpCode = await phone.awaitCode(known);
    const [authCode, verifyRequestId] = [String(answer?.authCode), String(answer?.verifyRequestId)];
    const request = verificationGrantRequest(binding, { authCode, verifyRequestId, otpCode });
    await this.call('2 Apply for tokens', 'applyToken', request);
  }

  async byRedirect(): Promise<void> {
    const { binding, loginId, refuse } = this.options;
    const { answer } = await this.prepare('1 Prepare');
    const browser = new Browser(this.transcript);
    const decision = refuse ? 'refuse' : 'give';
    const back = await decideConsent(browser, this.transcript, { authUrl: String(answer?.authUrl), loginId, decision });
    const authCode = await this.comeBack(browser, back);
    if (authCode === undefined) return;
    await this.call('8 Apply for tokens', 'applyToken', codeGrantRequest(binding, authCode));
    const notices = new Notices(this.simulator, this.transcript);
    await notices.showAgreement(binding.referenceAgreementId, 'AUTHCODE_CREATED');
  }

  private async prepare(title: string, smsTo?: string): Promise<Exchange> {
    const { binding, merchantName, authNotify } = this.options;
    const { referenceAgreementId } = binding;
    this.transcript.about({ referenceAgreementId });
    await this.simulator.planAuthNotify(referenceAgreementId, authNotify);
    const preparation = {
      authClientName: merchantName,
      authRedirectUrl: `${this.simulator.baseUrl}/merchant/return?referenceAgreementId=${referenceAgreementId}`,
      authState: this.authState,
      ...(smsTo !== undefined && { smsTo }),
    };
    return this.call(title, 'prepare', prepareRequest(binding, preparation));
  }

  /** The code that the user brings to the merchant; undefined, as it must be, after a refusal. */
  private async comeBack(browser: Browser, address: string): Promise<string | undefined> {
    const title = '7 Back at the merchant';
    if (!address.startsWith(`${this.simulator.baseUrl}/merchant/return?`))
      browser.fail(title, 'sent to somewhere else');
    await browser.open(title, address);
    const [returned] = await this.simulator.merchantReturns(this.authState);
    if (!returned) return browser.fail(title, 'the authState is not what was sent');
    const wasGiven = returned.authCode !== undefined;
    if (wasGiven === this.options.refuse) browser.fail(title, wasGiven ? 'a code came' : 'no code came');
    return returned.authCode;
  }

  private async call(title: string, api: 'prepare' | 'applyToken', body: JsonObject): Promise<Exchange> {
    const exchange = await this.simulator.call(api, body);
    this.transcript.exchange(title, exchange, success);
    this.transcript.requireNoFault();
    return exchange;
  }
}
