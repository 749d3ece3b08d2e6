import { outboxCheck, type BookCheck } from '@wallet/postgres';

/** The invariants of schema `auth`. */
export const bookChecks: readonly BookCheck[] = [
  {
    id: 'I14',
    name: 'a code makes at most one agreement, whose generations have one pair of tokens each',
    sql: `
      select agreement.id, count(distinct code.hash) as codes, count(distinct token.hash) as tokens
      from auth.agreement left join auth.auth_code code on code.agreement_id = agreement.id
        left join auth.token on token.agreement_id = agreement.id
      group by agreement.id
      having count(distinct code.hash) > 1 or count(distinct token.hash) <> 2 * max(agreement.generation)`,
  },
  {
    id: 'I14',
    name: 'no token is of a generation that its agreement never had',
    sql: `
      select token.agreement_id, token.kind, token.generation
      from auth.token join auth.agreement on agreement.id = token.agreement_id
      where token.generation > agreement.generation`,
  },
  {
    id: 'I14',
    name: 'an agreement is of the binding and the customer that its code was issued for',
    sql: `
      select agreement.id, preparation.id as preparation_id
      from auth.auth_code code join auth.agreement on agreement.id = code.agreement_id
        join auth.preparation on preparation.id = code.preparation_id
      where (agreement.auth_client_id, agreement.reference_agreement_id, agreement.customer_id) is distinct from
        (preparation.auth_client_id, preparation.reference_agreement_id, preparation.customer_id)`,
  },
  outboxCheck('auth'),
];
