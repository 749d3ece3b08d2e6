import 'reflect-metadata';
import { APP_FILTER, NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { LOGGER, operatorAuthProvider, OperatorErrorFilter } from '@wallet/operator-endpoint';
import { createLogger } from '@wallet/service';
import { CodesController } from '../src/adapters/http-in/codes.controller';
import { ChangeCodeLists } from '../src/application/codes/change-code-lists';
import { CodeBook, type CodeEntry, type NewCodeEntry } from '../src/application/codes/code-book';

const token = 'a-token-for-operators';
const lines: string[] = [];
const logger = createLogger('payments', 'info', { write: (line) => void lines.push(line) });
const at = new Date('2026-01-01T00:09:00Z');
const note = { operator: 'ops', reason: 'a test' };
const pattern = { matchMethod: 'PREFIX', prefix: 'W-' };
const stored: CodeEntry = {
  codeId: '7',
  list: 'local',
  pattern: JSON.stringify(pattern),
  addedAt: at,
  addedBy: 'ops',
  addReason: 'a test',
};
const shown = { codeId: '7', list: 'local', pattern, addedAt: at.toISOString(), addedBy: 'ops', addReason: 'a test' };

const book = {
  rules: jest.fn(() => Promise.resolve({ revision: 3, version: 'c_16', pulledAt: at, document: 'packed' })),
  entries: jest.fn(() => Promise.resolve([stored])),
  add: jest.fn((entry: NewCodeEntry, _: unknown, check: (inForce: CodeEntry[]) => unknown) => {
    const refusal = check([]);
    return Promise.resolve(refusal ? { refusal } : { entry: { ...stored, ...entry }, repeated: false });
  }),
  remove: jest.fn((codeId: string) => Promise.resolve(codeId === '7' ? { entry: stored, repeated: false } : undefined)),
};

describe('the lists of codes at the operator endpoint', () => {
  let app: NestFastifyApplication;
  beforeAll(async () => {
    const module = {
      module: class {},
      controllers: [CodesController],
      providers: [
        { provide: LOGGER, useValue: logger },
        operatorAuthProvider({ OPERATOR_TOKEN_FILE: { path: '', read: () => token } }),
        { provide: APP_FILTER, useFactory: () => new OperatorErrorFilter(logger) },
        { provide: CodeBook, useValue: book },
        { provide: ChangeCodeLists, useFactory: () => new ChangeCodeLists(book as never, { now: () => at }) },
      ],
    };
    const options = { logger: false, bodyParser: false } as const;
    app = await NestFactory.create<NestFastifyApplication>(module, new FastifyAdapter(), options);
    await app.init();
  });
  beforeEach(() => jest.clearAllMocks());
  afterAll(() => app.close());

  async function call(method: 'GET' | 'POST', path: string, payload?: object, authorization = `Bearer ${token}`) {
    const headers = { authorization, ...(payload && { 'content-type': 'application/json' }) };
    const body = payload ? { payload: JSON.stringify(payload) } : {};
    const response = await app.inject({ method, url: `/operator/v1/${path}`, headers, ...body });
    return { status: response.statusCode, body: response.json<Record<string, unknown>>() };
  }

  it.each([
    ['GET', 'codes'],
    ['POST', 'codes'],
    ['POST', 'codes/7/remove'],
  ] as const)('turns %s %s away without the token, and does nothing', async (method, path) => {
    expect(await call(method, path, method === 'GET' ? undefined : note, 'Bearer no')).toMatchObject({ status: 401 });
    for (const port of Object.values(book)) expect(port).not.toHaveBeenCalled();
  });

  it('shows them, and which rules are kept', async () => {
    const rules = { version: 'c_16', pulledAt: at.toISOString() };
    expect(await call('GET', 'codes')).toEqual({ status: 200, body: { rules, entries: [shown] } });
  });

  it('adds and removes, and says who did', async () => {
    const added = await call('POST', 'codes', { list: 'block', pattern, ...note });
    expect(added).toEqual({ status: 200, body: { entry: { ...shown, list: 'block' }, repeated: false } });
    expect(JSON.parse(lines.at(-1) ?? '')).toMatchObject({ list: 'block', operator: 'ops', reason: 'a test' });
    expect(await call('POST', 'codes/7/remove', note)).toMatchObject({ status: 200, body: { entry: shown } });
    expect(JSON.parse(lines.at(-1) ?? '')).toMatchObject({ codeId: '7', operator: 'ops' });
  });

  it.each(['8', 'x', `${'9'.repeat(19)}`])('has no entry %s', async (codeId) => {
    expect(await call('POST', `codes/${codeId}/remove`, note)).toMatchObject({
      status: 404,
      body: { error: 'not-found' },
    });
  });

  it.each<[string, object]>([
    ['list', { list: 'grey', pattern }],
    ['pattern', { list: 'local', pattern: { matchMethod: 'GLOB', glob: '*' } }],
    ['pattern.prefix', { list: 'local', pattern: { matchMethod: 'PREFIX', prefix: '' } }],
    ['pattern.emvMatchRules', { list: 'local', pattern: { matchMethod: 'EMVCO', emvMatchRules: [] } }],
    ['pattern', { list: 'local', pattern: { matchMethod: 'REGEX', regex: String.raw`(a)\1` } }],
    ['operator', { list: 'local', pattern, operator: undefined }],
  ])('refuses a wrong %s, and changes nothing', async (field, body) => {
    const refused = await call('POST', 'codes', { ...note, ...body });
    expect(refused).toMatchObject({ status: 400, body: { error: 'bad-request' } });
    expect(refused.body.message).toContain(field);
  });
});
