import type { LoggerService } from '@nestjs/common';
import type { Logger } from '../logger';
import { errorMessage, isError } from '../errors';

/** Nest's own lines in our log: its start-up chatter at debug, its warnings and errors as they are. */
export function nestLogger(logger: Logger): LoggerService {
  const text = (message: unknown) => (isError(message) ? errorMessage(message) : message);
  const at =
    (level: 'debug' | 'warn' | 'error' | 'fatal') =>
    (message: unknown, ...rest: unknown[]): void =>
      logger[level]({ context: rest.at(-1), ...(isError(message) && { err: message }) }, '%s', text(message));
  return {
    log: at('debug'),
    debug: at('debug'),
    verbose: at('debug'),
    warn: at('warn'),
    error: at('error'),
    fatal: at('fatal'),
  };
}
