import 'reflect-metadata';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { RequestMethod, type Type } from '@nestjs/common';
import { GUARDS_METADATA, METHOD_METADATA, PATH_METADATA } from '@nestjs/common/constants';
import { APP_FILTER, NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { operatorEndpoints, operatorRoles, type OperatorRole } from '@wallet/operator-contract';
import {
  operatorAuthProvider,
  operatorAuthSettings,
  OperatorErrorFilter,
  OperatorTokenGuard,
} from '@wallet/operator-endpoint';
import { createLogger, metrics } from '@wallet/service';
import { TokenIssuer } from '@wallet/testkit';

const root = join(__dirname, '../..');
const folders = [
  'apps/auth/src',
  'apps/payments/src',
  'apps/otp/src',
  'apps/notifier/src',
  'libs/operator-endpoint/src',
];

/** Below `/operator/v1/`: `GET books`. */
const callOf = (method: string, path: string) => `${method} ${path.replace(/^\/operator\/v1\//, '')}`;

const rows = Object.entries(operatorEndpoints).flatMap(([service, table]) =>
  Object.values(table).map(({ method, path, ...row }) => ({ service, call: callOf(method, path), ...row })),
);
const roleOf = new Map(rows.map(({ call, role }) => [call, role]));

const files = folders.flatMap((folder) =>
  readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.controller.ts') && !file.includes('kafka'))
    .map((file) => join(root, folder, file)),
);

const controllers = files
  .flatMap((file) => Object.values(jest.requireActual<Record<string, unknown>>(file)))
  .filter((value): value is Type => typeof value === 'function' && Reflect.hasMetadata(PATH_METADATA, value));

const callsOf = (controller: Type): string[] =>
  Object.values(Object.getOwnPropertyDescriptors(controller.prototype)).flatMap(({ value: handler }) => {
    const method = Reflect.getMetadata(METHOD_METADATA, handler as object) as RequestMethod | undefined;
    if (method === undefined) return [];
    return [callOf(RequestMethod[method], String(Reflect.getMetadata(PATH_METADATA, handler as object)))];
  });

describe('the contract of the operator endpoints', () => {
  it('has a row for each handler of an operator endpoint, and no other', () => {
    expect(controllers.length).toBeGreaterThanOrEqual(10);
    expect([...new Set(controllers.flatMap(callsOf))].sort()).toEqual([...roleOf.keys()].sort());
  });

  it('asks for one role for a call, whichever service has it', () => {
    for (const { call, role } of rows) expect([call, roleOf.get(call)]).toEqual([call, role]);
  });

  it('is asked by a guard before each handler', () => {
    for (const controller of controllers) {
      expect(Reflect.getMetadata(GUARDS_METADATA, controller)).toContain(OperatorTokenGuard);
    }
  });

  it('is the one that the documentation shows', () => {
    const doc = readFileSync(join(root, 'docs/operators.md'), 'utf8');
    const shown = [...doc.matchAll(/^\| `([A-Z]+ [^`]+)` *\| ([\w, ]+?) *\| (\w+) *\| ([^|]+?) *\|/gm)];
    const documented = shown.flatMap(([, call, services = '', role, summary]) =>
      services.split(', ').map((service) => ({ service, call, role, summary })),
    );
    const inOrder = (list: readonly object[]) => list.map((row) => JSON.stringify(row)).sort();
    const contracted = rows.map(({ service, call, role, summary }) => ({ service, call, role, summary }));
    expect(inOrder(documented)).toEqual(inOrder(contracted));
  });
});

const lines: string[] = [];
const logger = createLogger('roles', 'warn', { write: (line) => void lines.push(line) });
/** Stands for every use case: what matters is who gets as far as this. */
const anything: unknown = new Proxy(
  {},
  { get: (_, name) => (name === 'then' ? undefined : () => Promise.resolve({ outcome: 'done' })) },
);

async function endpointOf(controller: Type, issuer: TokenIssuer): Promise<NestFastifyApplication> {
  const types = (Reflect.getMetadata('design:paramtypes', controller) ?? []) as unknown[];
  const named = (Reflect.getMetadata('self:paramtypes', controller) ?? []) as { index: number; param: symbol }[];
  const tokens = types.map((type, index) => named.find((each) => each.index === index)?.param ?? type);
  const settings = operatorAuthSettings.parse({
    OPERATOR_AUTH: 'oidc',
    OPERATOR_OIDC_ISSUER: issuer.issuer,
    OPERATOR_OIDC_AUDIENCE: issuer.audience,
    OPERATOR_OIDC_JWKS_URL: issuer.jwksUrl,
  });
  const module = {
    module: class {},
    controllers: [controller],
    providers: [
      ...tokens.map((provide) => ({ provide: provide as symbol, useValue: anything })),
      operatorAuthProvider(settings),
      { provide: APP_FILTER, useFactory: () => new OperatorErrorFilter(logger) },
    ],
  };
  const app = await NestFactory.create<NestFastifyApplication>(module, new FastifyAdapter(), { logger: false });
  return app.init();
}

const allowed: Readonly<Record<OperatorRole, readonly OperatorRole[]>> = {
  viewer: ['viewer', 'support', 'finance'],
  support: ['support'],
  finance: ['finance'],
};

describe.each(controllers)('who may do what: %p', (controller) => {
  let issuer: TokenIssuer;
  let app: NestFastifyApplication;
  beforeAll(async () => {
    issuer = await TokenIssuer.start();
    app = await endpointOf(controller, issuer);
  });
  afterAll(async () => {
    await app.close();
    await issuer.stop();
  });

  const calls = callsOf(controller);
  const table = calls.flatMap((call) => [undefined, ...operatorRoles].map((role) => [call, role] as const));

  async function statusOf(call: string, token: string | undefined) {
    const [method, route] = call.split(' ') as ['GET' | 'POST' | 'PUT', string];
    const path = route.replaceAll(/:\w+/g, '1');
    const url = path.startsWith('/') ? path : `/operator/v1/${path}`;
    const headers = token === undefined ? {} : { authorization: `Bearer ${token}` };
    const response = await app.inject({ method, url, headers, ...(method !== 'GET' && { payload: {} }) });
    return { status: response.statusCode, body: response.json<{ error?: string; message?: string }>() };
  }

  it.each(table)('%s as %s', async (call, role) => {
    const needed = roleOf.get(call)!;
    const { status, body } = await statusOf(call, await issuer.sign({ roles: role ? [role] : [] }));
    expect(status !== 403).toBe(role !== undefined && allowed[needed].includes(role));
    expect(status).not.toBe(401);
    if (status === 403) expect(body.message).toContain(`needs the role ${needed}`);
  });

  it('counts who is refused and says who in the log, without the token', async () => {
    const call = calls.find((each) => roleOf.get(each) !== 'viewer') ?? calls[0]!;
    const count = async () => {
      const lines = (await metrics.registry.metrics()).matchAll(
        /^operator_refused_calls_total\{status="403".* (\d+)$/gm,
      );
      return [...lines].reduce((sum, [, value]) => sum + Number(value), 0);
    };
    const before = await count();
    lines.length = 0;
    const token = await issuer.sign({ sub: 'vera', roles: [] });
    await statusOf(call, token);
    await statusOf(call, `${token}x`);
    expect(lines.map((line) => JSON.parse(line) as object)).toMatchObject([
      { status: 403, subject: 'vera', roles: [], call: expect.stringContaining(' /') as string },
      { status: 401, reason: expect.stringContaining('token') as string },
    ]);
    for (const part of token.split('.')) expect(lines.join()).not.toContain(part);
    expect(await count()).toBe(before + 1);
  });

  it.each(calls)('%s without a good token', async (call) => {
    const roles = [...operatorRoles];
    const forged = (await issuer.sign({ roles })).split('.').with(2, 'AAAA').join('.');
    for (const token of [undefined, forged, await issuer.sign({ roles, aud: 'other' })]) {
      expect(await statusOf(call, token)).toMatchObject({ status: 401, body: { error: 'unauthorized' } });
    }
    const expired = await issuer.sign({ roles, exp: Math.floor(Date.now() / 1_000) - 60 });
    expect((await statusOf(call, expired)).body.message).toBe('the token has expired');
  });
});
