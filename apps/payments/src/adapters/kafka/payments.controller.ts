import { Controller, type Type } from '@nestjs/common';
import {
  cancelPayment,
  customerFacts,
  evaluatePayment,
  inquirePayment,
  openOrder,
  payByToken,
  proposeOtp,
  recallPayment,
  refundPayment,
  settlePayment,
  type Handled,
} from '@wallet/contracts';
import { Consume } from '@wallet/messaging';
import type { ApplyCustomerFacts } from '../../application/apply-customer-facts';
import type { CancelPayment } from '../../application/cancel-payment';
import type { EvaluatePayment } from '../../application/evaluate-payment';
import type { InquirePayment } from '../../application/inquire-payment';
import type { OpenOrder } from '../../application/open-order';
import type { PayByToken } from '../../application/pay-by-token';
import type { ProposeOtp } from '../../application/propose-otp';
import type { RecallPayment } from '../../application/recall-payment';
import type { RefundPayment } from '../../application/refund-payment';
import type { SettlePayment } from '../../application/settle-payment';

export interface PaymentsUseCases {
  readonly evaluatePayment: EvaluatePayment;
  readonly openOrder: OpenOrder;
  readonly proposeOtp: ProposeOtp;
  readonly settlePayment: SettlePayment;
  readonly payByToken: PayByToken;
  readonly recallPayment: RecallPayment;
  readonly inquirePayment: InquirePayment;
  readonly cancelPayment: CancelPayment;
  readonly refundPayment: RefundPayment;
  readonly applyCustomerFacts: ApplyCustomerFacts;
}

type Batch<UseCase extends { execute: (batch: never) => unknown }> = Parameters<UseCase['execute']>[0];

/** Every topic that payments handles, and by which use case. */
export function topicsController(useCases: PaymentsUseCases): Type {
  @Controller()
  class PaymentsConsumer {
    @Consume(evaluatePayment)
    evaluate(batch: Batch<EvaluatePayment>): Promise<Handled[]> {
      return useCases.evaluatePayment.execute(batch);
    }

    @Consume(openOrder)
    open(batch: Batch<OpenOrder>): Promise<Handled[]> {
      return useCases.openOrder.execute(batch);
    }

    @Consume(proposeOtp)
    resend(batch: Batch<ProposeOtp>): Promise<Handled[]> {
      return useCases.proposeOtp.execute(batch);
    }

    @Consume(settlePayment)
    settle(batch: Batch<SettlePayment>): Promise<Handled[]> {
      return useCases.settlePayment.execute(batch);
    }

    @Consume(payByToken)
    pay(batch: Batch<PayByToken>): Promise<Handled[]> {
      return useCases.payByToken.execute(batch);
    }

    @Consume(recallPayment)
    recall(batch: Batch<RecallPayment>): Promise<Handled[]> {
      return useCases.recallPayment.execute(batch);
    }

    @Consume(inquirePayment)
    inquire(batch: Batch<InquirePayment>): Promise<Handled[]> {
      return useCases.inquirePayment.execute(batch);
    }

    @Consume(cancelPayment)
    cancel(batch: Batch<CancelPayment>): Promise<Handled[]> {
      return useCases.cancelPayment.execute(batch);
    }

    @Consume(refundPayment)
    refund(batch: Batch<RefundPayment>): Promise<Handled[]> {
      return useCases.refundPayment.execute(batch);
    }

    @Consume(customerFacts)
    apply(batch: Batch<ApplyCustomerFacts>): Promise<Handled[]> {
      return useCases.applyCustomerFacts.execute(batch);
    }
  }
  return PaymentsConsumer;
}
