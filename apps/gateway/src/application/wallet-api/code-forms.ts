import { z } from 'zod';
import { longestScannedCode } from '@wallet/alipayplus/codes';
import { named } from './wallet-route';

/** As the camera read it. */
export const scanned = z.object({ codeValue: z.string().min(1).max(longestScannedCode) });

const actions = ['DECODE', 'OPEN_URL', 'LOCAL', 'REJECT', 'UNSUPPORTED'] as const;

export const identifiedCode = named(
  'IdentifiedCode',
  z.strictObject({
    isSupported: z.boolean().describe('By Alipay+: true with DECODE and OPEN_URL.'),
    action: z
      .enum(actions)
      .describe(
        'DECODE: an order code, ask for its order. OPEN_URL: an entry code, hand the three fields to `launch` of the client SDK. LOCAL: a code of the wallet itself. REJECT: the wallet takes no such code. UNSUPPORTED: nobody knows it.',
      ),
    codeValue: z.string().optional().describe('With DECODE: what to ask for the order with.'),
    redirectUrl: z.string().optional().describe('With OPEN_URL: http or https, or the code itself.'),
    userAgent: z.string().optional().describe('With OPEN_URL.'),
    acDecodeConfig: z.string().optional().describe('With OPEN_URL: opaque, may be empty.'),
  }),
);
