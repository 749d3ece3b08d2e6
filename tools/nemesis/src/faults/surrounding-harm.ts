import type { Infrastructure, Server } from '@wallet/local-stack';
import type { FaultProxy } from '@wallet/testkit';
import type { ServerFault, SurroundingFault } from '../plan/surrounding-fault';
import { clockDir } from '../world/settings';
import type { World } from '../world/world';
import { backlog } from './backlog';
import { clockStep } from './clock-harm';
import type { Harm } from './inflicted';
import { lateFacts } from './late-facts';
import { duplicates, replay } from './record-harm';
import { takeSlots } from './slots-harm';

const killed = (server: Server): Harm => ({ inflict: () => server.kill(), heal: () => server.start() });

/** What breaks a proxy, and `pass`, which mends it. */
function broken(proxy: FaultProxy, fault: Extract<SurroundingFault, { network: unknown }>): Harm {
  const inflict = (): void => {
    switch (fault.kind) {
      case 'latency':
        return proxy.delay(fault.latencyMs);
      case 'refuse':
        return proxy.refuse();
      case 'blackhole':
        return proxy.blackhole();
      case 'slice':
        return proxy.slice(fault.bytes);
    }
  };
  return { inflict: () => Promise.resolve(inflict()), heal: () => Promise.resolve(proxy.pass()) };
}

/** In the middle of what payments writes, which is all that is written during the load but a few agreements. */
function lostCommits({ proxies }: World, count: number): Harm {
  const proxy = proxies.of('postgres:payments');
  return {
    inflict: () => Promise.resolve(proxy.cutAfterCommit(count)),
    heal: () => Promise.resolve(proxy.pass()),
  };
}

const servers: Readonly<Record<ServerFault, (infrastructure: Infrastructure) => Harm>> = {
  'postgres-kill': ({ postgres }) => killed(postgres),
  'postgres-restart': ({ postgres }) => ({ inflict: () => postgres.stop('immediate'), heal: () => postgres.start() }),
  'postgres-slots': ({ databaseUrl }) => takeSlots(databaseUrl),
  'redis-kill': ({ redis }) => killed(redis),
  'kafka-kill': ({ kafka }) => killed(kafka),
};

const isOfServer = (fault: SurroundingFault): fault is Extract<SurroundingFault, { kind: ServerFault }> =>
  fault.kind in servers;

/** How this fault is done and undone. */
export function surroundingHarm(fault: SurroundingFault, world: World): Harm {
  if ('network' in fault) return broken(world.proxies.of(fault.network), fault);
  if (isOfServer(fault)) return servers[fault.kind](world.infrastructure);
  const { simulator, stack, database } = world;
  switch (fault.kind) {
    case 'lost-commits':
      return lostCommits(world, fault.count);
    case 'duplicates':
      return duplicates(stack, fault.every);
    case 'replay':
      return { inflict: () => replay(stack, fault.records), heal: () => Promise.resolve() };
    case 'backlog':
      return { inflict: () => backlog(database, fault.facts), heal: () => Promise.resolve() };
    case 'late-facts':
      return lateFacts(database);
    case 'clock-step':
      return clockStep(stack.process(fault.clockOf), fault.stepMs, clockDir);
    case 'bad-answers':
      return {
        inflict: () => Promise.all([simulator.setFaults(fault.faults), simulator.planSms(fault.sms)]),
        heal: () => simulator.setFaults(''),
      };
  }
}
