import { migration } from '@wallet/postgres';

const statements = [
  `CREATE TABLE auth.key_memory (
     name text NOT NULL CONSTRAINT key_memory_pk PRIMARY KEY,
     fingerprint text NOT NULL,
     remembered_at timestamptz NOT NULL DEFAULT now()
   )`,
  `GRANT SELECT, INSERT ON auth.key_memory TO wallet_auth`,
];

/** Which key the hashes here were made with. Only the owner of the schema may have it forgotten. */
export const KeyMemory1700000000020 = migration('KeyMemory1700000000020', statements, ['DROP TABLE auth.key_memory']);
