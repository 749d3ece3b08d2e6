import { migration } from '@wallet/postgres';

const statements = [
  `CREATE TABLE auth.operator_action (
    id bigint GENERATED ALWAYS AS IDENTITY CONSTRAINT operator_action_pk PRIMARY KEY,
    action text NOT NULL CONSTRAINT operator_action_known CHECK (action IN ('STATUS', 'REVOKE')),
    customer_id text NOT NULL,
    operator text NOT NULL,
    reason text NOT NULL,
    details jsonb NOT NULL,
    acted_at timestamptz NOT NULL
  )`,
  `GRANT SELECT, INSERT ON auth.operator_action TO wallet_auth`,
];

/** What operators did to customers and agreements, who and why. */
export const Operators1700000000003 = migration(
  'Operators1700000000003',
  statements,
  'what operators did is not unmade',
);
