import { migration } from '@wallet/postgres';

/** A notice is found in the log by the trace of the call that led to it. */
export const Traces1700000000008 = migration(
  'Traces1700000000008',
  ['alter table notifier.delivery add column trace_id text'],
  ['alter table notifier.delivery drop column trace_id'],
);
