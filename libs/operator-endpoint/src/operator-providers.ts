import type { Provider, Type } from '@nestjs/common';
import { APP_FILTER } from '@nestjs/core';
import type { OperatedService } from '@wallet/operator-contract';
import type { Logger } from '@wallet/service';
import { DeadLettersController, type DeadLetterStore } from './dead-letters.controller';
import { OpenApiController } from './openapi.controller';
import { OperatorErrorFilter } from './operator-error.filter';
import type { OperatorAuthSettings } from './operator-settings';
import { operatorAuthProvider } from './operator-token.guard';
import { LETTERS, LOGGER, SERVICE } from './operator-tokens';

export interface OperatorParts {
  readonly service: OperatedService;
  readonly config: OperatorAuthSettings;
  readonly deadLetters: DeadLetterStore;
  readonly logger: Logger;
}

/** What the operator endpoint of every service has. */
export const operatorControllers: readonly Type[] = [DeadLettersController, OpenApiController];

/** What these need, and the controllers of the service itself: the guard, the filter and LOGGER. */
export const operatorProviders = ({ service, config, deadLetters, logger }: OperatorParts): Provider[] => [
  operatorAuthProvider(config),
  { provide: APP_FILTER, useFactory: () => new OperatorErrorFilter(logger) },
  { provide: SERVICE, useValue: service },
  { provide: LETTERS, useValue: deadLetters },
  { provide: LOGGER, useValue: logger },
];
