import { Client } from 'pg';
import type { Harm } from './inflicted';

/** What Postgres keeps for superusers, as our checks are. */
const reserved = 3;

const free = `select current_setting('max_connections')::int - count(*)::int as free from pg_stat_activity
  where backend_type = 'client backend'`;

/** Takes the connections that Postgres has left for the services, until it is healed. They may take the last ones first. */
export function takeSlots(databaseUrl: string): Harm {
  const clients: Client[] = [];
  const connect = async (): Promise<Client> => {
    const client = new Client({ connectionString: databaseUrl });
    client.on('error', () => undefined);
    await client.connect();
    clients.push(client);
    return client;
  };
  return {
    inflict: async () => {
      const { rows } = await (await connect()).query<{ free: number }>(free);
      const left = (rows[0]?.free ?? 0) - reserved;
      for (let taken = 0; taken < left; taken++) if (!(await connect().catch(() => undefined))) return;
    },
    heal: () => Promise.all(clients.map((client) => client.end())),
  };
}
