import type { IncomingMessage } from 'node:http';
import { FastifyAdapter } from '@nestjs/platform-fastify';
import { newTraceparent } from '@wallet/service';
import type { FastifyRequest } from 'fastify';
import { consentRoute, isForBrowsers } from '../consent/consent-target';
import { headerLines } from '../header-lines';
import { httpLimits } from '../http-limits';
import type { InboundCall } from '../inbound-call';
import { Shedding, type SheddingSettings, type Waiting } from '../overload/shedding';
import { RefusedCall, UnprovenCall } from '../refused-call';
import { ApiRoutes, signedUri } from '../request-target';
import type { CallsPerSecond } from '../strangers/calls-per-second';
import { publicWall, type WallSettings } from './public-wall';
import { serverBehind, type KeepAliveSettings } from '../strangers/walled-server';

const maxHeaderLines = 64;

interface PublicSettings extends WallSettings, SheddingSettings, KeepAliveSettings {
  readonly API_PREFIX: string;
  readonly MAX_BODY_BYTES: number;
}

interface Load {
  readonly waiting: Waiting;
  /** Of senders who have not proven to be Alipay+. */
  readonly unproven: CallsPerSecond;
}

/**
 * Fastify with every limit set, bodies kept as raw bytes, and the checks that need no body. The router sees no target that
 * would need decoding or normalising: only paths of its own, and well-formed addresses of the consent page.
 */
export function createHttpAdapter(settings: PublicSettings, { waiting, unproven }: Load): FastifyAdapter {
  const { API_PREFIX, MAX_BODY_BYTES: bodyLimit, TRUSTED_PROXIES: proxies } = settings;
  const routes = new ApiRoutes(API_PREFIX);
  const shedding = new Shedding(settings, waiting);
  const adapter = new FastifyAdapter({
    ...httpLimits,
    ...serverBehind(publicWall(settings, routes, unproven), settings),
    bodyLimit,
    skipMiddie: true,
    return503OnClosing: false,
    trustProxy: proxies.length > 0 ? [...proxies] : false,
    rewriteUrl: (raw: IncomingMessage) => routeOf(signedUri(raw.url ?? '', raw.headers.host), routes),
  });
  const fastify = adapter.getInstance();
  fastify.server.on('connection', () => shedding.intake.connected());
  fastify.removeAllContentTypeParsers();
  adapter.useBodyParser('*', false, { bodyLimit });
  fastify.addHook('onRoute', (route) => {
    if (isForBrowsers(route.url)) route.bodyLimit = httpLimits.bodyLimit;
  });
  fastify.decorateRequest('call');
  fastify.addHook('onRequest', (request, reply, done) => {
    request.call = inboundCall(request, routes);
    const garbage = garbageOf(request);
    if (garbage) reply.header('connection', 'close');
    const refusal = garbage ?? refusalOf(request);
    if (refusal || !shedding.refuses(request, reply)) done(refusal);
  });
  fastify.addHook('preValidation', (request, reply, done) => {
    if (request.call.api === undefined || request.headers['signature'] === undefined) done();
    else if (!shedding.refusesBody(request, reply)) shedding.intake.enter(done);
  });
  return adapter;
}

const routeOf = (uri: string, routes: ApiRoutes): string =>
  isForBrowsers(uri) ? consentRoute(uri) : routes.routeOf(uri);

function inboundCall({ originalUrl, headers }: FastifyRequest, routes: ApiRoutes): InboundCall {
  const uri = signedUri(originalUrl, headers.host);
  return { arrivedAt: Date.now(), traceparent: newTraceparent(), uri, api: routes.find(uri) };
}

/** What Node lets through although no honest client sends it. */
function garbageOf({ raw }: FastifyRequest): UnprovenCall | undefined {
  if (raw.rawHeaders.length > 2 * maxHeaderLines) return new UnprovenCall('PARAM_ILLEGAL', 'too many headers', 431);
  if (headerLines(raw.rawHeaders, 'host').length > 1) return new UnprovenCall('PARAM_ILLEGAL', 'two Host headers', 400);
  return undefined;
}

function refusalOf({ raw, call }: FastifyRequest): RefusedCall | undefined {
  if (isForBrowsers(call.uri)) return undefined;
  if (!call.api) return new RefusedCall('NO_INTERFACE_DEF', undefined, 404);
  if (raw.method !== 'POST') return new UnprovenCall('METHOD_NOT_SUPPORTED', undefined, 405);
  return undefined;
}
