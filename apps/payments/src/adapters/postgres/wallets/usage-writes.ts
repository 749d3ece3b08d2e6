import type { Usage } from '../../../domain/payment/cancellation';
import type { Order } from '../../../domain/order/order';
import type { Bind, OneStatement } from '../one-statement';
import { sumsOf } from '../sums';

/** What a batch of payments takes by each agreement; the lock on the customer's wallet guards it. */
export function addAgreementUsage(statement: OneStatement, orders: readonly Order[], day: string): void {
  const paid = orders.filter((order) => order.kind === 'AGREEMENT' && order.state === 'PAID');
  const sums = sumsOf(paid.map(({ agreementId, debit }) => [agreementId, debit.minorUnits]));
  if (sums.size === 0) return;
  const amounts = [...sums.values()].map(({ amount }) => amount.toString());
  statement.add(
    (bind) => `insert into payments.agreement_usage as u (agreement_id, day, amount)
      select agreement_id, ${bind(day)}, amount
      from unnest(${bind([...sums.keys()])}::uuid[], ${bind(amounts)}::bigint[]) as n (agreement_id, amount)
      on conflict (agreement_id, day) do update set amount = u.amount + excluded.amount`,
  );
}

/** What a batch of cancellations gives back to the days of its payments; the locks on the wallets guard it. */
export function addGivenBack(statement: OneStatement, usages: readonly Usage[]): void {
  if (usages.length === 0) return;
  statement.add((bind) => {
    const accountIds = bind(usages.map(({ accountId }) => accountId));
    return `update payments.day_usage as u
      set amount = greatest(u.amount - back.amount, 0), count = greatest(u.count - back.count, 0)
      from (select account_id, day, sum(amount)::bigint as amount, count(*)::int as count
        from unnest(${accountIds}::text[], ${daysOf(usages, bind)}::date[], ${amountsOf(usages, bind)}::bigint[])
          as n (account_id, day, amount) group by account_id, day) as back
      where u.account_id = back.account_id and u.day = back.day`;
  });
  const byAgreement = usages.filter(({ agreementId }) => agreementId !== undefined);
  if (byAgreement.length === 0) return;
  statement.add((bind) => {
    const agreementIds = bind(byAgreement.map(({ agreementId }) => agreementId));
    return `update payments.agreement_usage as u set amount = greatest(u.amount - back.amount, 0)
      from (select agreement_id, day, sum(amount)::bigint as amount
        from unnest(${agreementIds}::uuid[], ${daysOf(byAgreement, bind)}::date[],
          ${amountsOf(byAgreement, bind)}::bigint[]) as n (agreement_id, day, amount)
        group by agreement_id, day) as back
      where u.agreement_id = back.agreement_id and u.day = back.day`;
  });
}

const daysOf = (usages: readonly Usage[], bind: Bind): string => bind(usages.map(({ day }) => day));
const amountsOf = (usages: readonly Usage[], bind: Bind): string => bind(usages.map(({ amount }) => amount.toString()));
