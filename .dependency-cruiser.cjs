/**
 * The architecture's dependency rules. Each is broken on purpose in tools/lint/fixtures, where the lint proves that it bites.
 * Circles of folders are found in tools/lint/boundaries.mjs.
 * A package is matched with and without a path before it, because in the fixtures `@wallet/*` is outside their root.
 */
const lib = (...names) => `(^|/)libs/(${names.join('|')})/`;
const npm = (...names) => `(^|/)node_modules/(@types/)?(${names.join('|')})/`;
const anything = { path: '.' };
const spec = '\\.spec\\.ts$';

const rule = (name, comment, from, to) => ({ name, comment, severity: 'error', from, to });

const everywhere = [
  rule('no-cycles', 'No import cycles.', {}, { circular: true }),
  rule('resolvable', 'What is imported exists, and a package is one that is installed.', {}, { couldNotResolve: true }),
  rule('apps-apart', 'No app imports an app.', { path: '^apps/([^/]+)/' }, { path: '^apps/', pathNot: '^apps/$1/' }),
  rule('apps-are-leaves', 'Nothing imports an app.', { pathNot: '^apps/' }, { path: '^apps/' }),
  rule('no-barrels-in-apps', 'No index.ts inside apps: import the file itself.', {}, { path: '^apps/.+/index\\.ts$' }),
  rule(
    'libs-by-their-index',
    'A lib is known by its index.ts only; what it has for tests, or loads Nest or RE2, by testing, boot or codes/index.ts.',
    { path: '^(?:apps|libs|tools|e2e|bench)/([^/]+)/' },
    { path: '^libs/', pathNot: ['^libs/$1/', '^libs/[^/]+/src/((testing|boot|codes)/)?index\\.ts$'] },
  ),
];

const pure = [
  rule(
    'kernel-imports-nothing',
    'The kernel imports nothing.',
    { path: '^libs/kernel/', pathNot: spec },
    { ...anything, pathNot: lib('kernel') },
  ),
  rule(
    'money-imports-kernel-and-zod',
    'Money imports the kernel and zod only.',
    { path: '^libs/money/', pathNot: spec },
    { ...anything, pathNot: [lib('kernel', 'money'), npm('zod')] },
  ),
  rule(
    'contracts-import-core-and-zod',
    'Contracts import core and zod only.',
    { path: '^libs/contracts/', pathNot: spec },
    { ...anything, pathNot: [lib('kernel', 'money', 'contracts'), npm('zod', 're2js')], dependencyTypesNot: ['core'] },
  ),
  rule(
    'operator-contract-imports-core-and-zod',
    'The contract of the operator endpoints imports core and zod only: a console in a browser can load it.',
    { path: '^libs/operator-contract/', pathNot: spec },
    { ...anything, pathNot: [lib('kernel', 'money', 'operator-contract'), npm('zod')] },
  ),
  rule(
    'protocols-import-core-and-zod',
    'Protocols import core, zod and the engine of patterns only.',
    { path: '^libs/alipayplus/', pathNot: spec },
    { ...anything, pathNot: [lib('kernel', 'money', 'alipayplus'), npm('zod', 're2js')], dependencyTypesNot: ['core'] },
  ),
];

const protocol = [
  rule(
    'alipayplus-at-the-edges',
    'Only gateway, notifier and the simulator speak Alipay+. What a pattern of a code is, others may ask too.',
    {
      pathNot: '^(apps/(gateway|notifier|alipayplus-simulator)|libs/(alipayplus|alipayplus-client|testkit)|e2e|bench)/',
    },
    { path: lib('alipayplus'), pathNot: '(^|/)libs/alipayplus/(src|dist)/codes/' },
  ),
  rule(
    'alipayplus-called-at-the-edges',
    'Only gateway and notifier call Alipay+, and the peer of the bench.',
    { pathNot: '^(apps/(gateway|notifier)|libs/alipayplus-client|bench)/' },
    { path: lib('alipayplus-client') },
  ),
  rule(
    'simulator-from-outside',
    'The simulator imports core, alipayplus and service (its specs also testkit).',
    { path: '^apps/alipayplus-simulator/' },
    { path: '(^|/)libs/', pathNot: lib('kernel', 'money', 'alipayplus', 'service', 'testkit') },
  ),
  rule(
    'testkit-in-tests',
    'The testkit, and what a lib has for tests, is imported by tests only.',
    { pathNot: [spec, '^(e2e|bench|libs/testkit|libs/[^/]+/src/testing|apps/[^/]+/test|tools/(jest|nemesis))/'] },
    { path: [lib('testkit'), '(^|/)libs/[^/]+/src/testing/'] },
  ),
];

const layers = [
  rule(
    'domain-sees-no-outer-layer',
    "A domain imports its own files only, of the app's.",
    { path: '^apps/([^/]+)/src/domain/', pathNot: spec },
    { path: '^apps/$1/', pathNot: '^apps/$1/src/domain/' },
  ),
  rule(
    'domain-sees-no-packages',
    'A domain imports kernel and money, no other package, and of Node only crypto.',
    { path: '^apps/[^/]+/src/domain/', pathNot: spec },
    { path: '.', pathNot: ['^apps/', lib('kernel', 'money'), '^(node:)?crypto$'] },
  ),
  rule(
    'application-sees-no-adapters',
    'A use case knows its ports, not their adapters.',
    { path: '^apps/([^/]+)/src/application/', pathNot: spec },
    { path: ['^apps/$1/src/(adapters/|main\\.ts|[^/]+\\.module\\.ts)', lib('postgres', 'redis')] },
  ),
  rule(
    'application-sees-no-framework',
    'A use case is a plain class: no framework, client or driver.',
    { path: '^apps/[^/]+/src/application/', pathNot: spec },
    {
      path: npm(
        '@nestjs/[^/]+|fastify|reflect-metadata|rxjs|undici|pino|prom-client|commander',
        'kafkajs|typeorm|pg|ioredis',
      ),
    },
  ),
];

const drivers = [
  rule(
    'kafkajs-in-messaging',
    'kafkajs only inside libs/messaging.',
    { pathNot: '^(libs/(messaging|testkit)|tools/(local-stack|nemesis)|e2e|bench)/' },
    { path: npm('kafkajs') },
  ),
  rule(
    'typeorm-in-postgres',
    'typeorm only in libs/postgres and adapters/postgres.',
    { pathNot: '^(libs/postgres|apps/[^/]+/src/adapters/postgres)/' },
    { path: npm('typeorm') },
  ),
  rule(
    'pg-in-postgres',
    'pg only in libs/postgres and adapters/postgres.',
    { pathNot: '^(libs/(postgres|testkit)|apps/[^/]+/src/adapters/postgres|tools/(local-stack|nemesis)|e2e|bench)/' },
    { path: npm('pg') },
  ),
  rule(
    'ioredis-in-redis',
    'ioredis only in libs/redis and adapters/redis.',
    { pathNot: '^(libs/(redis|testkit)|apps/[^/]+/src/adapters/redis|tools/local-stack|e2e|bench)/' },
    { path: npm('ioredis') },
  ),
  rule(
    'rows-in-postgres',
    'A row never leaves adapters/postgres.',
    { pathNot: '^(libs/postgres|apps/[^/]+/src/adapters/postgres)/' },
    { path: '\\.row\\.ts$' },
  ),
];

module.exports = {
  forbidden: [...everywhere, ...pure, ...protocol, ...layers, ...drivers],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: ['(^|/)dist/', '^tools/lint/fixtures/'] },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['@wallet/source', 'import', 'require', 'node', 'default', 'types'],
      extensions: ['.ts', '.mjs', '.cjs', '.js', '.json'],
    },
  },
};
