import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { packageDir, repositoryDir } from '../basics/repository';
import { KAFKA, REDIS } from './downloads';
import { images } from './images';

const compose = readFileSync(join(repositoryDir, 'compose.yaml'), 'utf8');
const pom = readFileSync(join(packageDir, 'pom.xml'), 'utf8');

test.each(Object.values(images))('compose.yaml runs %s, as the resolver does', (image) => {
  expect(compose).toContain(`image: ${image}\n`);
});

test.each([KAFKA, REDIS])('pom.xml fetches the version of the folder %s', (folder) => {
  expect(pom).toContain(`<version>${folder.split('-')[1]}</version>`);
});
