import { createLogger } from '@wallet/service';
import { ActiveKey } from './active-key';
import { ParsedKeys } from './parsed-keys';

class Files {
  readonly dir = '/keys';
  readonly files = new Map<string, string>();

  constructor(files: Record<string, string>) {
    for (const [version, key] of Object.entries(files)) this.files.set(version, key);
  }

  version = (_name: string, version: string) =>
    this.files.has(version) ? Buffer.from(this.files.get(version)!) : undefined;
  versions = () => [...this.files.keys()].filter((each) => each !== 'active').sort((left, right) => +right - +left);
  active = () => this.files.get('active');
}

function keyIn(content: Buffer): string {
  if (content.toString().startsWith('half')) throw new Error('half a file');
  return content.toString();
}

function keyOf(files: Record<string, string>) {
  const folder = new Files(files);
  const key = new ActiveKey('seal', folder, new ParsedKeys('seal', folder, keyIn, createLogger('test', 'silent')));
  key.refresh();
  return {
    folder,
    key,
    after: (change: Record<string, string | undefined>) => {
      for (const [name, content] of Object.entries(change))
        if (content === undefined) folder.files.delete(name);
        else folder.files.set(name, content);
      key.refresh();
      const { active, all, fault } = key.view();
      return [active, all.join(), fault === undefined ? 'told' : 'fault'];
    },
  };
}

describe('the key version in use', () => {
  it.each([
    ['a second file', { '2': 'two' }, ['1', '2,1', 'fault']],
    ['a file that is no key', { '2': 'half' }, ['1', '1', 'told']],
    ['an .active that names it', { active: '1' }, ['1', '1', 'told']],
    ['an .active of a version that is not there', { active: '2' }, ['1', '1', 'fault']],
    ['an .active that holds nonsense', { active: 'two' }, ['1', '1', 'fault']],
    ['a second file and an .active that names it', { '2': 'two', active: '2' }, ['2', '2,1', 'told']],
    ['another key under the same version', { '1': 'other' }, ['1', '1', 'told']],
    ['half of it', { '1': 'half' }, ['1', '1', 'told']],
    ['no file any more', { '1': undefined }, ['1', '1', 'fault']],
    ['another file in place of it', { '1': undefined, '0': 'zero' }, ['0', '0', 'told']],
    ['two other files in place of it', { '1': undefined, '0': 'zero', '3': 'three' }, ['1', '1,3,0', 'fault']],
  ])('is told after %s', (_what, change, expected) => {
    expect(keyOf({ '1': 'one' }).after(change)).toEqual(expected);
  });

  it('goes where .active goes, and stays when that is deleted', () => {
    const { after } = keyOf({ '1': 'one', '2': 'two', active: '1' });
    expect(after({ active: '2' })).toEqual(['2', '2,1', 'told']);
    expect(after({ active: undefined })).toEqual(['2', '2,1', 'fault']);
    expect(after({ active: '1' })).toEqual(['1', '2,1', 'told']);
    expect(after({ '2': undefined, active: undefined })).toEqual(['1', '1', 'told']);
  });

  it('is told with what is wrong and where', () => {
    const { key, after } = keyOf({ '1': 'one' });
    after({ '2': 'two' });
    expect(key.view().fault).toBe(
      '/keys has the versions 2, 1 of seal and no seal.active: write into it the one to use, such as 1',
    );
  });

  it('keeps its key when its file is gone', () => {
    const { key, after } = keyOf({ '1': 'one', '2': 'two', active: '1' });
    after({ '1': undefined });
    expect([key.active.key, key.get('1'), key.get('2'), key.get('3')]).toEqual(['one', 'one', 'two', undefined]);
  });

  it.each([{}, { '1': 'half' }, { '1': 'one', '2': 'two' }, { '1': 'one', active: '2' }])(
    'stops the start with %j',
    (files) => {
      expect(() => keyOf(files as Record<string, string>)).toThrow('/keys has');
    },
  );
});
