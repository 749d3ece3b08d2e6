import { z } from 'zod';

/** MPM: the merchant shows the code; UPM: the user does. */
export const scenarios = ['MPM', 'UPM'] as const;

/** ISO 3166, two letters. */
export const regionForm = z.string().regex(/^[A-Z]{2}$/, 'must be two capital letters, such as JP');

/** The logo of a brand whose merchants take this wallet. */
export const acceptanceMark = z.object({
  name: z.string().min(1).max(128),
  logoUrl: z.url({ protocol: /^https?$/ }).max(2048),
});

const marks = z.array(acceptanceMark).max(50).default([]);

const scanConfiguration = z.object({
  version: z.string().min(1).max(64),
  regions: z
    .array(z.object({ region: regionForm, marks: z.object({ MPM: marks, UPM: marks }) }))
    .max(300)
    .refine((all) => new Set(all.map(({ region }) => region)).size === all.length, 'must have each region once'),
});

/** Where Alipay+ works, and the marks by which users know its merchants there. */
export type ScanConfiguration = z.output<typeof scanConfiguration>;

/** Undefined for what is none; fields that are not known here are passed over. */
export const readScanConfiguration = (json: unknown): ScanConfiguration | undefined =>
  scanConfiguration.safeParse(json).data;

/** A wallet that says nowhere where its configuration is. */
export const noConfiguration: ScanConfiguration = { version: 'none', regions: [] };
