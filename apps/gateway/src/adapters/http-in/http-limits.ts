/** Of every HTTP side of the gateway. */
export const httpLimits = {
  bodyLimit: 64 * 1024,
  requestTimeout: 5_000,
  connectionTimeout: 10_000,
  maxRequestsPerSocket: 1_000,
  http: { headersTimeout: 4_000, maxHeaderSize: 8 * 1024, connectionsCheckingInterval: 500 },
};
