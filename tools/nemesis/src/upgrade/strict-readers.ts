/**
 * For `--require` in a process of ours: its readers refuse what they do not know, as those of release 0.1.0 did. Proves that
 * the walk notices them. The process runs in the root folder of its release.
 */
import { createRequire } from 'node:module';
import { join } from 'node:path';

interface Codec {
  PoisonRecord: new (reason: string) => Error;
  decode: (topic: unknown, record: { readonly value: Buffer | null }) => { readonly payload: object };
}

const ofRelease = createRequire(join(process.cwd(), 'package.json'));
const codec = ofRelease('./libs/messaging/dist/records/codec.js') as Codec;
const { decode, PoisonRecord } = codec;

codec.decode = (topic, record) => {
  const message = decode(topic, record);
  const { payload } = JSON.parse(String(record.value)) as { readonly payload: object };
  const unknown = Object.keys(payload).filter((field) => !(field in message.payload));
  if (unknown.length > 0) throw new PoisonRecord(`payload: ${unknown.join(', ')} unrecognized_keys`);
  return message;
};
