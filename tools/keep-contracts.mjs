/**
 * Keeps what this release says on every topic as the fixture that the next one is compared with: JSON Schemas and sample
 * records. To be run on the built sources of a release, and never between two of them.
 */
import { writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';

const require = createRequire(import.meta.url);
const { version } = require('../package.json');
const { envelopeSchema } = require('../libs/contracts/dist/index.js');
const { topics } = require('../libs/messaging/dist/topics/topics.js');
const { jsonSchemaOf, samplesOf } = require('../libs/messaging/dist/releases/samples.js');

const file = new URL('../libs/messaging/src/releases/fixtures/last-release.json', import.meta.url);

function kept(schema) {
  const json = jsonSchemaOf(schema);
  return { schema: json, samples: samplesOf(json) };
}

const line = (name, value) => `${JSON.stringify(name)}: ${JSON.stringify(value)}`;
const lines = topics.map(({ name, type, version: of, schema }) => line(name, { type, version: of, ...kept(schema) }));
const head = [line('release', version), line('envelope', kept(envelopeSchema))];
writeFileSync(file, `{\n${head.join(',\n')},\n"topics": {\n${lines.join(',\n')}\n}\n}\n`);
