import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as contracts from '@wallet/contracts';
import type { ServiceTopics } from '@wallet/messaging';

const apps = join(__dirname, '../apps');
const services = ['auth', 'gateway', 'notifier', 'otp', 'payments'];
const topics: Readonly<Record<string, unknown>> = contracts;
const isTopic = (name: string): boolean => typeof topics[name] === 'object' && 'onDependencyFault' in topics[name]!;

const ownTopicsOf = (app: string): ServiceTopics =>
  jest.requireActual<{ ownTopics: ServiceTopics }>(join(apps, app, 'src/adapters/kafka/own-topics.ts')).ownTopics;

/** The topics that a service's sources import, apart from where it says which are its own. */
function importedBy(app: string): string[] {
  const files = readdirSync(join(apps, app, 'src'), { recursive: true, encoding: 'utf8' });
  const sources = files.filter((file) => /(?<!\.spec)\.ts$/.test(file) && !file.endsWith('own-topics.ts'));
  const imports = sources.flatMap((file) => {
    const text = readFileSync(join(apps, app, 'src', file), 'utf8');
    return [...text.matchAll(/^import \{([^}]*)\} from '@wallet\/contracts';$/gm)].flatMap(([, names = '']) =>
      names.split(',').map((name) => name.trim()),
    );
  });
  return [...new Set(imports.filter(isTopic))].map((name) => (topics[name] as { name: string }).name).sort();
}

describe.each(services)('what %s says of its topics', (app) => {
  const { service, handles, sends } = ownTopicsOf(app);

  it('is all that its code knows, and answers', () => {
    const said = new Set([...handles, ...sends].map(({ name }) => name));
    said.delete(contracts.answers.name);
    expect([...said].sort()).toEqual(importedBy(app));
    expect(service).toBe(app);
  });

  it('names each once, and none as both', () => {
    const names = [...handles, ...sends].map(({ name }) => name);
    expect(names).toEqual([...new Set(names)]);
  });
});

it('every topic is sent by somebody, and handled by one or heard', () => {
  const all = services.map(ownTopicsOf);
  for (const topic of Object.values(topics).filter(
    (value) => typeof value === 'object' && value !== null && 'onDependencyFault' in value,
  )) {
    const is = (of: readonly unknown[] = []) => of.includes(topic);
    expect(all.filter(({ sends }) => is(sends)).length).toBeGreaterThan(0);
    expect(all.filter(({ handles, hears }) => is(handles) || is(hears)).length).toBeGreaterThan(0);
  }
});
