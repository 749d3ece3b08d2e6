import { z } from 'zod';

/** A customer as auth's operator endpoint shows it. */
export const customerSchema = z.object({
  customerId: z.string(),
  loginIds: z.array(z.object({ type: z.string(), value: z.string() })),
  status: z.string(),
  kycLevel: z.number(),
  version: z.number(),
  createdAt: z.string(),
  updatedAt: z.string(),
});

/** `changed` is false when it was so before. */
export const changeSchema = z.object({ changed: z.boolean(), customer: customerSchema });

export const customerPath = (id: string) => `/operator/v1/customers/${encodeURIComponent(id)}`;
export const referenceHelp = 'login id (852-52412345) or customer id (16 digits)';
