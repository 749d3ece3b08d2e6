import { setTimeout as sleep } from 'node:timers/promises';
import type { FlowKind } from '../plan/flow-kinds';
import { Binding } from './binding';
import type { Answer } from './caller';
import type { Otp, Payment } from './payment';

/** Of an order: as long as the stack's OTP_MAX_TRIES. */
export const codeTries = 5;

const abandonedLifeMs = 12_000;

const wrong = ({ verifyRequestId, otpCode }: Otp, by: number): Otp => ({
  verifyRequestId,
  otpCode: String((Number(otpCode) + by) % 10 ** otpCode.length).padStart(otpCode.length, '0'),
});

async function easyPay(payment: Payment): Promise<Answer | undefined> {
  await payment.evaluate();
  const otp = await payment.open();
  return otp && payment.verifyAtLast(otp);
}

async function repeatAndInquire(payment: Payment): Promise<void> {
  await payment.payByToken();
  await payment.inquire('final');
}

async function triesExhausted(payment: Payment): Promise<void> {
  const otp = await payment.open();
  if (!otp) return;
  for (let by = 1; by <= codeTries; by++) {
    const { entry } = await payment.verify(wrong(otp, by));
    if (entry.status === 'F') break;
  }
  await payment.verify(otp);
  await payment.inquire('final');
}

async function cancelled(payment: Payment): Promise<void> {
  await payment.cancel();
  await payment.inquire('final');
}

/** Resolves with the payment's id; undefined when it was refused, which a refund is not asked for then. */
async function paidByToken(payment: Payment): Promise<string | undefined> {
  const { entry } = await payment.payByToken();
  return entry.paymentId;
}

async function refunded(payment: Payment): Promise<void> {
  const paymentId = await paidByToken(payment);
  if (paymentId === undefined) return;
  const { refunds } = payment.flow;
  await Promise.all(refunds.map((amount, number) => payment.refund(paymentId, number, amount)));
  // Again, each: the same answer as before.
  await Promise.all(refunds.map((amount, number) => payment.refund(paymentId, number, amount)));
  await payment.inquire('final');
}

const racing = async (payment: Payment, one: () => Promise<unknown>): Promise<void> => {
  await Promise.all([one(), sleep(payment.flow.gapMs).then(() => payment.cancel())]);
  await payment.inquire('final');
};

/** What each kind of flow does. */
export const flows: Readonly<Record<FlowKind, (payment: Payment) => Promise<unknown>>> = {
  evaluation: (payment) => payment.evaluate(),
  'easy-pay': async (payment) => {
    await easyPay(payment);
    await payment.inquire('final');
  },
  agreeing: async (payment) => {
    const paid = await easyPay(payment);
    if (paid?.entry.status === 'S') await payment.agreed();
  },
  'wrong-code': async (payment) => {
    const otp = await payment.open();
    if (!otp) return;
    await payment.verify(wrong(otp, 1));
    await payment.inquire();
    await payment.verifyAtLast(otp);
  },
  'tries-exhausted': triesExhausted,
  abandoned: async (payment) => {
    await payment.open(new Date(Date.now() + abandonedLifeMs));
    await payment.inquire('final');
  },
  agreement: async (payment) => {
    await payment.payByToken();
    await repeatAndInquire(payment);
  },
  'in-parallel': async (payment) => {
    await Promise.all([payment.payByToken(), payment.payByToken(), payment.inquire(), payment.payByToken()]);
    await repeatAndInquire(payment);
  },
  'too-much': repeatAndInquire,
  'last-money': repeatAndInquire,
  'without-money': repeatAndInquire,
  'cancel-paid': async (payment) => {
    await payment.payByToken();
    await cancelled(payment);
    await repeatAndInquire(payment);
  },
  'cancel-waiting': async (payment) => {
    const otp = await payment.open();
    await cancelled(payment);
    if (otp) await payment.verify(otp);
    await payment.cancel();
  },
  'cancel-first': async (payment) => {
    await payment.cancel();
    await repeatAndInquire(payment);
  },
  'cancel-racing': (payment) => racing(payment, () => payment.payByToken()),
  'cancel-racing-code': async (payment) => {
    const otp = await payment.open();
    if (otp) await racing(payment, () => payment.verify(otp));
  },
  refund: refunded,
  foreign: repeatAndInquire,
  'refund-foreign': refunded,
  'refund-beyond': refunded,
  binding: (payment) => new Binding(payment).live(),
  'refund-then-cancel': async (payment) => {
    const paymentId = await paidByToken(payment);
    if (paymentId === undefined) return;
    const { refunds } = payment.flow;
    const asked = Promise.all(refunds.map((amount, number) => payment.refund(paymentId, number, amount)));
    await racing(payment, () => asked);
  },
};
