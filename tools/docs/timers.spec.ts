import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './documents';

const timersOf = (app: string) => join(root, 'apps', app, 'src/adapters/timer');

const timers = readdirSync(join(root, 'apps'))
  .filter((app) => existsSync(timersOf(app)))
  .flatMap((app) =>
    readdirSync(timersOf(app))
      .filter((file) => !file.endsWith('.spec.ts'))
      .flatMap((file) => {
        const source = readFileSync(join(timersOf(app), file), 'utf8');
        return [...source.matchAll(/^export (?:class|const) (\w+)/gm)].map(([, name = '']) => [app, name] as const);
      }),
  );

describe('the timers of a service', () => {
  it('are found', () => expect(timers.length).toBeGreaterThanOrEqual(5));

  it.each(timers)('%s starts %s', (app, name) => {
    const main = readFileSync(join(root, 'apps', app, 'src/main.ts'), 'utf8');
    const started = main.slice(main.indexOf('lifecycles:'));
    expect(started).toMatch(new RegExp(`\\b${name}\\b`));
  });
});
