import { migration } from '@wallet/postgres';

const statements = [
  `CREATE TABLE auth.told_fact (
     agreement_id uuid NOT NULL CONSTRAINT told_fact_pk PRIMARY KEY
       CONSTRAINT told_fact_agreement_fk REFERENCES auth.agreement (id),
     fact json NOT NULL,
     told_at timestamptz NOT NULL,
     told_again_at timestamptz
   )`,
  `CREATE INDEX told_fact_time ON auth.told_fact (told_at)`,
  `GRANT SELECT, INSERT, DELETE, UPDATE (fact, told_at, told_again_at) ON auth.told_fact TO wallet_auth`,
  `CREATE INDEX agreement_told ON auth.agreement ((coalesce(cancelled_at, created_at)), id)`,
];

/**
 * What was last told of an agreement, sealed as it was, so that it can be told again. The release before does not write
 * it: of what that one tells there is no copy. The index of agreements is built under a lock that lets them be read.
 */
export const ToldFacts1700000000019 = migration('ToldFacts1700000000019', statements, [
  'DROP INDEX auth.agreement_told',
  'DROP TABLE auth.told_fact',
]);
