export { deadLetterProviders, DeadLettersController } from './dead-letters.controller';
export type { DeadLetterStore } from './dead-letters.controller';
export { operatorError } from './operator-error';
export type { OperatorError } from './operator-error';
export { OperatorErrorFilter } from './operator-error.filter';
export { readOperatorNote } from './operator-note';
export { operatorSettings } from './operator-settings';
export { OPERATOR_TOKEN, OperatorTokenGuard } from './operator-token.guard';
