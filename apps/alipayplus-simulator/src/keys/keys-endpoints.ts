import { isKeyVersion, keyVersionForm } from '@wallet/kernel';
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { jsonOf } from '../http/request-body';
import type { Keys } from './keys';

const version = z.string().refine(isKeyVersion, `must be ${keyVersionForm}`);
const change = z.strictObject({
  signWith: z.union([version, z.literal('newest')]).optional(),
  retired: z.array(version).optional(),
});

/**
 * `PUT /keys` reads the key files of both sides again, sets the version that Alipay+ signs with and the versions of the wallet's
 * key that it no longer accepts; what is left out stays. `GET /keys` shows the versions.
 */
export function keysEndpoints(server: FastifyInstance, keys: Keys): void {
  server.get('/keys', () => keys.view());

  server.put('/keys', (request) => {
    keys.change(change.parse(jsonOf(request.body)));
    return keys.view();
  });
}
