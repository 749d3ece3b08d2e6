import { migration, outboxMigrationSql } from '@wallet/postgres';

const statements = [
  `CREATE TABLE auth.customer (
    id text CONSTRAINT customer_pk PRIMARY KEY CONSTRAINT customer_id_form CHECK (id ~ '^2160[0-9]{12}$'),
    status text NOT NULL CONSTRAINT customer_status_known CHECK (status IN ('ACTIVE', 'FROZEN', 'CLOSED')),
    kyc_level smallint NOT NULL CONSTRAINT customer_kyc_level_min CHECK (kyc_level >= 0),
    version integer NOT NULL CONSTRAINT customer_version_min CHECK (version >= 1),
    created_at timestamptz NOT NULL,
    updated_at timestamptz NOT NULL
  )`,
  `CREATE SEQUENCE auth.customer_number MAXVALUE 999999999999`,
  `CREATE TABLE auth.login_id (
    type text NOT NULL CONSTRAINT login_id_type_known CHECK (type = 'MOBILE'),
    value text NOT NULL,
    customer_id text NOT NULL
      CONSTRAINT login_id_customer_fk REFERENCES auth.customer (id) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT login_id_pk PRIMARY KEY (type, value)
  )`,
  `CREATE INDEX login_id_customer ON auth.login_id (customer_id)`,
  ...outboxMigrationSql('auth'),
  `GRANT SELECT, INSERT ON auth.customer, auth.login_id, auth.outbox TO wallet_auth`,
  `GRANT UPDATE (status, version, updated_at) ON auth.customer TO wallet_auth`,
  `GRANT USAGE ON SEQUENCE auth.customer_number TO wallet_auth`,
  `GRANT UPDATE (sent_at) ON auth.outbox TO wallet_auth`,
];

export const Initial1700000000001 = migration('Initial1700000000001', statements, [
  'DROP TABLE auth.outbox, auth.login_id, auth.customer',
  'DROP SEQUENCE auth.customer_number',
  'DROP FUNCTION IF EXISTS auth.outbox_notify',
]);
