import tseslint from 'typescript-eslint';
import prettier from 'eslint-config-prettier';

const noDecorators = {
  selector: 'Decorator',
  message: 'Decorators belong in *.module, *.controller, *.guard, *.filter (Nest) or *.row (TypeORM) files.',
};

const noEnvironment = 'Only config.ts reads the environment.';
const noGlobalEnvironment = {
  selector: "MemberExpression[property.name='env'][object.type='MemberExpression'][object.property.name='process']",
  message: noEnvironment,
};
const noProcessImport = ['process', 'node:process'].map((name) => ({ name, message: 'Use the global `process`.' }));

const noBuildOutput = { group: ['**/dist/**'], message: 'Import the source, not what was built from it.' };

const noNestInRows = { group: ['@nestjs/*'], message: "Rows have TypeORM's decorators only." };

const noFocusNoSkip = [
  'MemberExpression[object.name=/^(it|test|describe)$/][property.name=/^(only|skip|todo|failing)$/]',
  ':matches(CallExpression > .callee, MemberExpression > .object)[name=/^(xit|xtest|xdescribe|fit|fdescribe)$/]',
].map((selector) => ({ selector, message: 'Every test runs: no only, skip, todo or failing.' }));

const small = {
  complexity: ['error', 10],
  'max-params': ['error', 4],
  'max-lines-per-function': ['error', { max: 60, skipBlankLines: true, skipComments: true }],
  'max-lines': ['error', 250],
  eqeqeq: 'error',
};

const meaningless = ['service', 'util', 'utils', 'helper', 'helpers', 'manager', 'common', 'impl'];
const namedForNothing = {
  files: meaningless.flatMap((word) => [`**/${word}.*`, `**/*-${word}.*`, `**/*.${word}.*`]),
  rules: { 'no-restricted-syntax': ['error', { selector: 'Program', message: 'Name the file for what it does.' }] },
};

export default tseslint.config(
  {
    ignores: ['**/dist/**', '**/node_modules/**', '.local/**', '.nx/**', 'bench/results/**', 'tools/lint/fixtures/**'],
  },
  { linterOptions: { reportUnusedDisableDirectives: 'error' } },
  ...tseslint.configs.recommendedTypeChecked.map((config) => ({ ...config, files: ['**/*.ts'] })),
  {
    files: ['**/*.ts'],
    languageOptions: {
      parserOptions: { project: './tsconfig.eslint.json', tsconfigRootDir: import.meta.dirname },
    },
    rules: {
      ...small,
      'no-restricted-syntax': ['error', noDecorators, noGlobalEnvironment, ...noFocusNoSkip],
      'no-restricted-properties': ['error', { object: 'process', property: 'env', message: noEnvironment }],
      'no-restricted-imports': ['error', { paths: noProcessImport, patterns: [noBuildOutput] }],
      '@typescript-eslint/naming-convention': [
        'error',
        { selector: 'interface', format: ['PascalCase'], custom: { regex: '^I[A-Z]', match: false } },
      ],
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_' }],
      '@typescript-eslint/consistent-type-imports': 'off',
      '@typescript-eslint/switch-exhaustiveness-check': 'error',
    },
  },
  { files: ['**/*.{mjs,cjs}'], rules: { ...small, 'no-unused-vars': ['error', { argsIgnorePattern: '^_' }] } },
  {
    files: ['**/*.{module,controller,guard,filter,row}.ts'],
    rules: { 'no-restricted-syntax': ['error', noGlobalEnvironment] },
  },
  {
    files: ['**/*.row.ts'],
    rules: {
      'no-restricted-imports': ['error', { paths: noProcessImport, patterns: [noBuildOutput, noNestInRows] }],
    },
  },
  {
    files: ['**/config.ts', 'tools/**/*.ts', 'e2e/**/*.ts', 'bench/**/*.ts', 'libs/testkit/**/*.ts'],
    rules: { 'no-restricted-properties': 'off' },
  },
  {
    files: ['apps/**/*.ts', 'libs/**/*.ts'],
    ignores: ['apps/operator/**', 'apps/alipayplus-simulator/src/cli/**'],
    rules: { 'no-console': 'error' },
  },
  { files: ['**/*.spec.ts'], rules: { 'max-lines-per-function': 'off', 'max-lines': ['error', 400] } },
  namedForNothing,
  prettier,
);
