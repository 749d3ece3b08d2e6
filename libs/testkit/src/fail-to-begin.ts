import { Client } from 'pg';

const noMemory = `do $$ begin raise sqlstate '53200'; end $$`;

/** The server answers the next START TRANSACTION of this process with an error; its connection stays. */
export function failToBegin(): void {
  const client = Client.prototype as { query: (this: unknown, ...asked: unknown[]) => unknown };
  const { query } = client;
  client.query = function (...asked) {
    if (asked[0] !== 'START TRANSACTION') return Reflect.apply(query, this, asked);
    client.query = query;
    return Reflect.apply(query, this, [noMemory]);
  };
}
