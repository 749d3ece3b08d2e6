import { tokenPaymentBody, type JsonObject } from '@wallet/testkit';
import { grantBody, merchantNameOf, prepareBody, saleOf } from './bodies';
import { codeOnPhone } from './phone';
import type { Answer } from './caller';
import type { Payment } from './payment';

interface Tokens {
  readonly accessToken: string;
  readonly refreshToken: string;
}

const tokensOf = ({ body }: Answer): Tokens => ({
  accessToken: String(body['accessToken']),
  refreshToken: String(body['refreshToken']),
});

/** An agreement from its beginning to its end; each call is repeated until it is answered. */
export class Binding {
  constructor(private readonly payment: Payment) {}

  /** A user binds by a code, a merchant refreshes the tokens and is paid with them, the user ends it and it is told. */
  async live(): Promise<void> {
    const first = await this.bind();
    if (!first) return;
    const second = await this.grant('refresh', { grantType: 'REFRESH_TOKEN', refreshToken: first.refreshToken });
    if (!second) return;
    await this.pay(second.accessToken);
    await this.payment.inquire('final');
    await this.end(second.accessToken);
  }

  private async bind(): Promise<Tokens | undefined> {
    const { flow, shop, payer } = this.payment;
    const preparation = prepareBody(shop.parties, flow, payer);
    const { entry, body } = await this.call({ api: 'prepare', body: preparation });
    if (entry.status === 'F') return undefined;
    const otpCode = await codeOnPhone(shop.simulator, payer, merchantNameOf(flow));
    if (!otpCode) throw new Error('prepare was answered S and no code came');
    const otpVerification = { otpCode, verifyRequestId: body['verifyRequestId'] };
    const grant = { authCode: body['authCode'], grantType: 'VERIFICATION_CODE', otpVerification };
    return this.grant('grant', grant);
  }

  private async grant(step: string, grant: JsonObject): Promise<Tokens | undefined> {
    const answer = await this.call({ api: 'applyToken', step, body: grantBody(this.payment.shop.parties, grant) });
    return answer.entry.status === 'F' ? undefined : tokensOf(answer);
  }

  private async pay(accessToken: string): Promise<void> {
    const { flow, shop } = this.payment;
    const body = tokenPaymentBody(saleOf(shop.parties, flow), accessToken);
    await this.call({ api: 'pay', step: 'token-payment', body });
  }

  private async end(accessToken: string): Promise<void> {
    const { flow, shop } = this.payment;
    const { entry } = await this.call({ api: 'cancelToken', body: { ...shop.parties, accessToken } });
    if (entry.status === 'F') return;
    const isTold = async (): Promise<boolean> => {
      const notices = await shop.simulator.notices(flow.paymentRequestId);
      return notices.some(({ body }) => body['authorizationNotifyType'] === 'TOKEN_CANCELED');
    };
    await shop.caller.until(isTold, `${flow.paymentRequestId}: no TOKEN_CANCELED came`);
  }

  private call(call: Parameters<Payment['ask']>[0]): Promise<Answer> {
    return this.payment.shop.caller.settled(this.payment.ask(call));
  }
}
