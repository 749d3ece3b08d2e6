export type { Agreement, RepairedAgreements, ToldAgreement } from './agreements';
export { approvalEndpoints } from './approvals';
export type { Approval, Decided, ImportApproval, ImportReport, Sums } from './approvals';
export { authEndpoints } from './auth-endpoints';
export type { Check, Clearing, Left, TrialBalance } from './books';
export { customerRow } from './customers';
export type { ChangedCustomer, Customer } from './customers';
export { commonEndpoints } from './dead-letters';
export type { DeadLetter, OpenedLetter } from './dead-letters';
export { notifierEndpoints } from './deliveries';
export type { Attempt, Delivery, Notice, Replayed, ShownDelivery } from './deliveries';
export { addressOf } from './endpoint';
export type { Answer, CallInput, OperatorEndpoint } from './endpoint';
export { amount } from './fields';
export { openApiOf } from './openapi';
export { operatedServices, operatorEndpoints } from './operator-endpoints';
export type { OperatedService } from './operator-endpoints';
export { noteOf } from './operator-note';
export type { OperatorNote } from './operator-note';
export { mayDo, operatorRoles } from './operator-roles';
export type { OperatorRole } from './operator-roles';
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
