import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/**
 * Refuses every call with a bare 503 and does nothing else: how long that takes beside the load is what this machine asks of
 * any process. Tells its port to its parent and ends with it.
 */
const server = createServer((request, response) => {
  request.resume().once('end', () => response.writeHead(503, { 'retry-after': '1' }).end());
});
server.listen(0, '127.0.0.1', () => process.send?.((server.address() as AddressInfo).port));
process.once('disconnect', () => process.exit(0));
