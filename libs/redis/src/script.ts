import { createHash } from 'node:crypto';
import { DependencyFault, errorMessage } from '@wallet/service';
import type { RedisConnection } from './redis-connection';

/** A Lua script that Redis runs as one step. */
export interface Script {
  readonly name: string;
  readonly lua: string;
  readonly sha: string;
}

export function defineScript(name: string, lua: string): Script {
  return { name, lua, sha: createHash('sha1').update(lua).digest('hex') };
}

/**
 * Runs the script. Throws `DependencyFault` when Redis does not answer, is loading or cannot write; the script may then
 * have run. An error of the script itself is a bug and thrown as it is.
 */
export async function runScript(
  { client }: RedisConnection,
  script: Script,
  keys: string[],
  args: (string | number)[],
): Promise<unknown> {
  try {
    return await client.evalsha(script.sha, keys.length, ...keys, ...args);
  } catch (error) {
    if (!errorMessage(error).startsWith('NOSCRIPT')) throw faultOf(error, script);
  }
  try {
    return await client.eval(script.lua, keys.length, ...keys, ...args);
  } catch (error) {
    throw faultOf(error, script);
  }
}

/** Answers by which Redis says that it cannot work now; every other `ReplyError` is a bug of the script or its call. */
const outOfOrder =
  /^(LOADING|READONLY|MASTERDOWN|CLUSTERDOWN|TRYAGAIN|MISCONF|OOM|BUSY|NOREPLICAS|NOAUTH|WRONGPASS|NOPERM)\b/;

function faultOf(error: unknown, script: Script): unknown {
  if (!(error instanceof Error) || error.name !== 'ReplyError' || outOfOrder.test(error.message))
    return new DependencyFault('redis', error);
  return new Error(`script ${script.name}: ${error.message}`, { cause: error });
}
