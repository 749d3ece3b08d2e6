export type { Agreement, RepairedAgreements, ToldAgreement } from './agreements';
export { approvalEndpoints } from './approvals';
export type { Approval, Decided, ImportApproval, ImportReport, Sums } from './approvals';
export { authEndpoints } from './auth-endpoints';
export type { Check, Clearing, Left, TrialBalance } from './books';
export type { CodeBook, CodeEntry, CodePattern } from './codes';
export { customerRow, type ChangedCustomer, type Customer } from './customers';
export { commonEndpoints, type DeadLetter, type OpenedLetter } from './dead-letters';
export { notifierEndpoints } from './deliveries';
export type { Attempt, Delivery, Notice, Replayed, ShownDelivery } from './deliveries';
export { addressOf, type Answer, type CallInput, type OperatorEndpoint } from './endpoint';
export { amount } from './fields';
export { openApiOf } from './openapi';
export { operatedServices, operatorEndpoints, type OperatedService } from './operator-endpoints';
export { noteOf, type OperatorNote } from './operator-note';
export { mayDo, operatorRoles, type OperatorRole } from './operator-roles';
export { otpEndpoints, type PaymentCode } from './otp-endpoints';
export type { PagePlace, ToldPage } from './page';
export { paymentsEndpoints } from './payments-endpoints';
export type {
  Credited,
  Limits,
  Payment,
  PaymentsPage,
  RepairedOrders,
  SettledPayment,
  Statement,
  ToldOrder,
} from './payments';
