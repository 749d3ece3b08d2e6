import { defineScript, runScript, type RedisConnection, type Script } from '@wallet/redis';
import { DependencyFault, type KeyMemory } from '@wallet/service';
import { z } from 'zod';

/** Takes the last key and argument of a script: where the fingerprint is remembered, and that of the key it is called with. */
const remember = `
local memory, own_key = table.remove(KEYS), table.remove(ARGV)
local remembered = redis.call('GET', memory)
if not remembered then
  redis.call('SET', memory, own_key)
  remembered = own_key
end
`;

/** One that does nothing unless Redis remembers the key that it is called with; what remembers none, remembers this one. */
export const guardedScript = (name: string, lua: string): Script =>
  defineScript(name, `${remember}if remembered ~= own_key then return { 'other key', remembered } end\n${lua}`);

const recallScript = defineScript('otp-recall-key', `${remember}return remembered`);
const otherKey = z.tuple([z.literal('other key'), z.string()]);

/** Of the key of all MACs in this Redis, whose loss loses nothing that was made with it. */
export class RedisKeyMemory implements KeyMemory {
  readonly key: string;

  /** `site`: KAFKA_TOPIC_PREFIX; several sites may share a Redis. */
  constructor(
    private readonly connection: RedisConnection,
    site: string,
  ) {
    this.key = `otp:key-fingerprint:${site}`;
  }

  /** Throws DependencyFault. */
  async recall(fingerprint: string): Promise<string> {
    return z.string().parse(await runScript(this.connection, recallScript, [this.key], [fingerprint]));
  }

  /** The guarded scripts of a process with this key. */
  guard(fingerprint: string): KeyGuard {
    return new KeyGuard(this.connection, this.key, fingerprint);
  }
}

export class KeyGuard {
  constructor(
    private readonly connection: RedisConnection,
    private readonly memory: string,
    private readonly fingerprint: string,
  ) {}

  /** Throws DependencyFault, also when Redis remembers another key: then nothing was read, counted or stored. */
  async run(script: Script, keys: string[], args: (string | number)[]): Promise<unknown> {
    const { connection, memory, fingerprint } = this;
    const reply = await runScript(connection, script, [...keys, memory], [...args, fingerprint]);
    const remembered = otherKey.safeParse(reply).data?.[1];
    if (remembered === undefined) return reply;
    throw new DependencyFault(
      'redis',
      new Error(`it remembers another OTP_KEY_FILE (${remembered}, not ${fingerprint})`),
    );
  }
}
