import type { AgreementScope } from '@wallet/contracts';
import type { Preparation } from '../../../application/ports/preparations';
import type { CodeState, CodeStatus } from '../../../domain/code-state';
import type { ConsentState } from '../../../domain/consent';

/** A preparation with its newest code, as `preparation-statements.ts` selects it. */
export interface PreparationRecord {
  id: string;
  auth_client_id: string;
  reference_agreement_id: string;
  flow: 'SMS' | 'REDIRECT';
  parameters_hash: string;
  auth_client_name: string;
  reference_merchant_id: string | null;
  scopes: AgreementScope[];
  customer_id: string | null;
  auth_redirect_url: string | null;
  auth_state: string | null;
  consent_id: string | null;
  consent: ConsentState | null;
  consent_expires_at: Date | null;
  code_number: number | null;
  code_status: CodeStatus;
  code_expires_at: Date;
}

/** Throws on a row that the table's checks do not let in. */
export function toPreparation(row: PreparationRecord): Preparation {
  const common = {
    preparationId: row.id,
    authClientId: row.auth_client_id,
    referenceAgreementId: row.reference_agreement_id,
    parametersHash: row.parameters_hash,
    authClientName: row.auth_client_name,
    referenceMerchantId: row.reference_merchant_id ?? undefined,
    scopes: row.scopes,
  };
  const code = codeOf(row);
  if (row.flow === 'SMS') return { ...common, flow: 'SMS', customerId: present(row.customer_id), code };
  return {
    ...common,
    flow: 'REDIRECT',
    consentId: present(row.consent_id),
    consent: {
      state: present(row.consent),
      expiresAt: present(row.consent_expires_at),
      customerId: row.customer_id ?? undefined,
      code,
    },
    authRedirectUrl: present(row.auth_redirect_url),
    authState: row.auth_state ?? '',
  };
}

const codeOf = ({ code_number, code_status, code_expires_at }: PreparationRecord): CodeState | undefined =>
  code_number === null ? undefined : { number: code_number, status: code_status, expiresAt: code_expires_at };

function present<T>(value: T | null): T {
  if (value === null) throw new Error('a preparation lacks what belongs to its flow');
  return value;
}
