import { connectionFault, Contention, DependencyFault } from '@wallet/service';
import { QueryFailedError } from 'typeorm';
import type { PostgresAddress } from './connection/postgres-address';

/** SQLSTATE classes of a wrong statement or wrong data: bugs of ours, which repeat however often they are tried. */
const bugClasses = new Set(['0A', '21', '22', '23', '2F', '42', '44', '54', 'P0']);
const bugStates = new Set(['08P01', '25P01', '25P02']);
/** A lock that was waited for long enough or that nobody wanted to wait for, a deadlock, a serialization failure. */
const contentionStates: ReadonlySet<unknown> = new Set(['55P03', '40P01', '40001']);
const bugErrors = new Set(['TypeError', 'RangeError', 'ReferenceError', 'SyntaxError']);

function driverErrorOf(error: unknown): unknown {
  return error instanceof QueryFailedError ? error.driverError : error;
}

/** SQLSTATE when it was the server that answered; undefined when the connection failed. */
export function sqlState(error: unknown): string | undefined {
  const driverError = driverErrorOf(error);
  if (typeof driverError !== 'object' || driverError === null) return undefined;
  const { code, severity } = driverError as { code?: unknown; severity?: unknown };
  return typeof code === 'string' && severity !== undefined ? code : undefined;
}

function isBug(error: unknown): boolean {
  const state = sqlState(error);
  if (state) return bugClasses.has(state.slice(0, 2)) || bugStates.has(state);
  const driverError = driverErrorOf(error);
  return driverError instanceof Error && bugErrors.has(driverError.name);
}

/** What a failed call of the driver means: a broken dependency, unless it is a bug of ours, which stays as it is. */
export function faultOf(error: unknown): unknown {
  if (error instanceof DependencyFault) return error;
  // Before the bugs: deadlocks and lock time-outs have SQLSTATE classes of their own.
  if (contentionStates.has(sqlState(error))) return new Contention('postgres', error);
  return isBug(error) ? error : new DependencyFault('postgres', error);
}

/** The same for an attempt to connect to DATABASE_URL: the fault says what is wrong with it, in words for the operator. */
export function faultOfConnecting(error: unknown, { url, tls, password }: PostgresAddress): unknown {
  const fault = faultOf(error);
  if (!(fault instanceof DependencyFault)) return fault;
  const words = connectionFault(driverErrorOf(error), { setting: 'DATABASE_URL', address: url, tls, password });
  return new DependencyFault('postgres', new Error(words, { cause: error }));
}

/** The same for an error out of work that also does other things than asking Postgres. */
export function faultOfWork(error: unknown): unknown {
  return error instanceof QueryFailedError ? faultOf(error) : error;
}
