const base = {
  testEnvironment: 'node',
  testEnvironmentOptions: { customExportConditions: ['@wallet/source', 'node', 'require', 'default'] },
  transform: {
    '^.+\\.ts$': [
      '@swc/jest',
      {
        jsc: {
          parser: { syntax: 'typescript', decorators: true },
          transform: { legacyDecorator: true, decoratorMetadata: true },
          target: 'es2023',
        },
      },
    ],
  },
  modulePathIgnorePatterns: ['<rootDir>/.*/dist/', '<rootDir>/.local/'],
  testPathIgnorePatterns: ['/node_modules/', '/dist/', '/tools/lint/fixtures/'],
};

const real = {
  ...base,
  setupFilesAfterEnv: ['<rootDir>/tools/jest/patience.cjs'],
  globalSetup: '<rootDir>/tools/jest/stacks-setup.cjs',
  globalTeardown: '<rootDir>/tools/jest/infrastructure-teardown.cjs',
};

/** unit: `x.spec.ts`, no I/O. integration: `x.int.spec.ts`, one adapter and its real server. e2e: everything real. crash: so too, and killed. Others have commands of their own. */
module.exports = {
  testSequencer: '<rootDir>/tools/jest/long-first.cjs',
  projects: [
    {
      ...base,
      displayName: 'unit',
      testMatch: ['<rootDir>/{apps,libs,tools,bench}/**/*.spec.ts'],
      testPathIgnorePatterns: [...base.testPathIgnorePatterns, '\\.(int|e2e)\\.spec\\.ts$'],
    },
    {
      ...base,
      displayName: 'integration',
      testMatch: ['<rootDir>/{apps,libs,tools,bench}/**/*.int.spec.ts'],
      globalSetup: '<rootDir>/tools/jest/infrastructure-setup.cjs',
      globalTeardown: '<rootDir>/tools/jest/infrastructure-teardown.cjs',
    },
    {
      ...real,
      displayName: 'e2e',
      testMatch: ['<rootDir>/{apps,e2e}/**/*.e2e.spec.ts'],
      testPathIgnorePatterns: [...base.testPathIgnorePatterns, '/e2e/(crash|brokers|proxies|rolling|pkcs11)/'],
    },
    ...['crash', 'pkcs11'].map((name) => ({
      ...real,
      displayName: name,
      testMatch: [`<rootDir>/e2e/${name}/*.e2e.spec.ts`],
    })),
    ...['brokers', 'proxies', 'rolling'].map((name) => ({
      ...base,
      displayName: name,
      setupFilesAfterEnv: real.setupFilesAfterEnv,
      testMatch: [`<rootDir>/e2e/${name}/*.e2e.spec.ts`],
    })),
  ],
};
