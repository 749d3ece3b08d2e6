import { migration } from '@wallet/postgres';

const statements = [
  `CREATE TABLE auth.preparation (
    id uuid CONSTRAINT preparation_pk PRIMARY KEY,
    auth_client_id text NOT NULL,
    reference_agreement_id text NOT NULL,
    flow text NOT NULL,
    parameters_hash text NOT NULL,
    auth_client_name text NOT NULL,
    reference_merchant_id text,
    scopes text[] NOT NULL,
    customer_id text,
    auth_redirect_url text,
    auth_state text,
    consent_id text CONSTRAINT preparation_consent_id_key UNIQUE,
    consent text,
    consent_expires_at timestamptz,
    codes integer NOT NULL,
    created_at timestamptz NOT NULL,
    updated_at timestamptz NOT NULL,
    CONSTRAINT preparation_binding_key UNIQUE (auth_client_id, reference_agreement_id),
    CONSTRAINT preparation_flow CHECK (flow IN ('SMS', 'REDIRECT')),
    CONSTRAINT preparation_consent CHECK (consent IN ('OPEN', 'GIVEN', 'REFUSED')),
    CONSTRAINT preparation_redirect CHECK (
      num_nonnulls(auth_redirect_url, consent_id, consent, consent_expires_at) =
        CASE flow WHEN 'REDIRECT' THEN 4 ELSE 0 END),
    CONSTRAINT preparation_customer CHECK (
      customer_id IS NOT NULL OR (consent IS NOT NULL AND consent <> 'GIVEN')),
    CONSTRAINT preparation_codes CHECK (codes >= 0)
  )`,
  `CREATE TABLE auth.agreement (
    id uuid CONSTRAINT agreement_pk PRIMARY KEY,
    auth_client_id text NOT NULL,
    reference_agreement_id text NOT NULL,
    auth_client_name text NOT NULL,
    reference_merchant_id text,
    customer_id text NOT NULL,
    user_login_id text NOT NULL,
    scopes text[] NOT NULL,
    status text NOT NULL,
    origin text NOT NULL,
    generation integer NOT NULL,
    generation_made_at timestamptz NOT NULL,
    generation_used_at timestamptz,
    access_token_expires_at timestamptz NOT NULL,
    refresh_token_expires_at timestamptz NOT NULL,
    sealed_access_token text,
    sealed_answer text,
    version integer NOT NULL,
    created_at timestamptz NOT NULL,
    updated_at timestamptz NOT NULL,
    cancelled_at timestamptz,
    cancel_reason text,
    CONSTRAINT agreement_binding_key UNIQUE (auth_client_id, reference_agreement_id),
    CONSTRAINT agreement_status CHECK (status IN ('ACTIVE', 'CANCELLED')),
    CONSTRAINT agreement_origin CHECK (origin IN ('PAYMENT', 'CODE')),
    CONSTRAINT agreement_generation CHECK (generation >= 1),
    CONSTRAINT agreement_version CHECK (version >= 1),
    CONSTRAINT agreement_answer CHECK (sealed_answer IS NULL OR generation_used_at IS NULL),
    CONSTRAINT agreement_active CHECK (
      num_nonnulls(cancelled_at, cancel_reason) = CASE status WHEN 'ACTIVE' THEN 0 ELSE 2 END
      AND (status = 'ACTIVE') = (sealed_access_token IS NOT NULL)
      AND (status = 'ACTIVE' OR sealed_answer IS NULL)),
    CONSTRAINT agreement_cancel_reason CHECK (cancel_reason IN
      ('CANCEL_TOKEN', 'WALLET', 'OPERATOR', 'CODE_REUSED', 'REFRESH_REUSED', 'OTHER_CLIENT'))
  )`,
  `CREATE INDEX agreement_customer ON auth.agreement (customer_id, created_at)`,
  `CREATE INDEX agreement_answers ON auth.agreement (generation_made_at) WHERE sealed_answer IS NOT NULL`,
  `CREATE TABLE auth.auth_code (
    hash text CONSTRAINT auth_code_pk PRIMARY KEY,
    preparation_id uuid NOT NULL CONSTRAINT auth_code_preparation_fk REFERENCES auth.preparation (id),
    number integer NOT NULL,
    status text NOT NULL,
    created_at timestamptz NOT NULL,
    expires_at timestamptz NOT NULL,
    used_at timestamptz,
    agreement_id uuid CONSTRAINT auth_code_agreement_fk REFERENCES auth.agreement (id),
    CONSTRAINT auth_code_number_key UNIQUE (preparation_id, number),
    CONSTRAINT auth_code_number CHECK (number >= 1),
    CONSTRAINT auth_code_status CHECK (status IN ('LIVE', 'USED', 'BURNT')),
    CONSTRAINT auth_code_used CHECK (num_nonnulls(used_at, agreement_id) = CASE status WHEN 'USED' THEN 2 ELSE 0 END)
  )`,
  `CREATE TABLE auth.token (
    hash text CONSTRAINT token_pk PRIMARY KEY,
    agreement_id uuid NOT NULL CONSTRAINT token_agreement_fk REFERENCES auth.agreement (id),
    kind text NOT NULL CONSTRAINT token_kind CHECK (kind IN ('ACCESS', 'REFRESH')),
    generation integer NOT NULL CONSTRAINT token_generation CHECK (generation >= 1),
    expires_at timestamptz NOT NULL,
    CONSTRAINT token_generation_key UNIQUE (agreement_id, generation, kind)
  )`,
  `CREATE TABLE auth.directory_customer (
    customer_id text CONSTRAINT directory_customer_pk PRIMARY KEY,
    status text NOT NULL CONSTRAINT directory_customer_status CHECK (status IN ('ACTIVE', 'FROZEN', 'CLOSED')),
    version integer NOT NULL CONSTRAINT directory_customer_version CHECK (version >= 1),
    created_at timestamptz NOT NULL,
    updated_at timestamptz NOT NULL
  )`,
  `GRANT SELECT, INSERT ON auth.preparation, auth.agreement, auth.auth_code, auth.token, auth.directory_customer
    TO wallet_auth`,
  `GRANT UPDATE (customer_id, consent, consent_expires_at, codes, updated_at) ON auth.preparation TO wallet_auth`,
  `GRANT UPDATE (status, generation, generation_made_at, generation_used_at, access_token_expires_at,
      refresh_token_expires_at, sealed_access_token, sealed_answer, version, updated_at, cancelled_at, cancel_reason)
    ON auth.agreement TO wallet_auth`,
  `GRANT UPDATE (status, used_at, agreement_id) ON auth.auth_code TO wallet_auth`,
  `GRANT UPDATE (status, version, updated_at) ON auth.directory_customer TO wallet_auth`,
  `GRANT DELETE ON auth.outbox TO wallet_auth`,
];

export const Agreements1700000000002 = migration('Agreements1700000000002', statements, [
  'REVOKE DELETE ON auth.outbox FROM wallet_auth',
  'DROP TABLE auth.token, auth.auth_code, auth.agreement, auth.preparation, auth.directory_customer',
]);
