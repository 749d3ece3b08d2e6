import { pino, type DestinationStream, type Logger as PinoLogger } from 'pino';
import { errorCode, errorMessage, isError } from './errors';

export type Logger = PinoLogger;

/** Second line of defence: the first is not to log them. */
const secret = [
  'signature',
  'authorization',
  'otpCode',
  'sealedOtpCode',
  'mobileNumber',
  'to',
  'accessToken',
  'refreshToken',
  'authCode',
  'sealedAuthCode',
  'sealedTokens',
  'sealedAccessToken',
];
const paths = secret.flatMap((key) => [key, `*.${key}`, `*.*.${key}`]);

/** Of lines that whoever reads stdout does not take; more are dropped. */
const mostWaitingBytes = 8 * 1024 * 1024;

/** Lines go out together while one write is under way, and at the exit; a kill loses the last few. */
const stdout = () => pino.destination({ dest: 1, sync: false, maxLength: mostWaitingBytes });

/**
 * JSON lines on stdout, secrets redacted; who logs about a call gives its `traceId`. An error is logged as type, message, code, stack and cause
 * only: database errors carry the parameters of the statement.
 */
export function createLogger(name: string, level: string, destination?: DestinationStream): Logger {
  const options = {
    level,
    base: { service: name },
    timestamp: pino.stdTimeFunctions.isoTime,
    formatters: { level: (label: string) => ({ level: label }) },
    redact: { paths, censor: '[redacted]' },
    serializers: { err: describeError },
  };
  return pino(options, destination ?? stdout());
}

function describeError(error: unknown): object {
  if (!isError(error)) return { message: errorMessage(error) };
  const { name, stack, cause } = error;
  const described = { type: name, message: errorMessage(error), code: errorCode(error), stack };
  return cause === undefined ? described : { ...described, cause: describeError(cause) };
}
