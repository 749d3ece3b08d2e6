/** An amount of minor units as the operators see it; null when there is none, or no currency. */
export const amountColumn = (name: string, amount: string, currency: string): string =>
  `case when num_nulls(${amount}, ${currency}) = 0
    then json_build_object('currency', ${currency}, 'value', ${amount}::text) end as "${name}"`;
