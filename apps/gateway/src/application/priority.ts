/** The share of a bound up to which a call is still taken: what matters least is shed first. */
export const share = { evaluation: 0.6, order: 0.8, essential: 1 } as const;
export type Priority = keyof typeof share;
