import { Module, type DynamicModule } from '@nestjs/common';
import { apiPath } from '@wallet/alipayplus';
import { AlipayPlusClient, type ClientKeys } from '@wallet/alipayplus-client';
import type { SealKeys } from '@wallet/contracts';
import { Breaker, systemClock } from '@wallet/kernel';
import type { Logger } from '@wallet/service';
import { SignedNotices } from './adapters/http-out/signed-notices';
import { notifierController } from './adapters/kafka/notifier.controller';
import type { Deliveries } from './application/ports/deliveries';
import { RecordDeliveries } from './application/record-deliveries';
import { SendDelivery } from './application/send-delivery';
import { SendingLane } from './application/sending-lane';
import { SendingLoop } from './application/sending-loop';
import { measureBreakers } from './application/sending-metrics';
import type { NotifierConfig } from './config';
import { NotifyHosts } from './domain/notify-hosts';
import { Pace } from './domain/pace';
import { Schedule } from './domain/schedule';

export interface SendingParts {
  readonly config: NotifierConfig;
  readonly keys: ClientKeys;
  readonly sealKeys: SealKeys;
  readonly deliveries: Deliveries;
  /** Milliseconds that never go back: of the breakers. */
  readonly elapsedMs?: () => number;
  readonly logger: Logger;
}

const breakerRules = { calls: 10, percent: 70, windowMs: 30_000, probeMs: 5_000 };

/** What the lease of an attempt has beyond its time-out, to record the result. */
const recordingMs = 5_000;

/** From facts to deliveries, and from deliveries to calls. */
@Module({})
export class SendingModule {
  static create(parts: SendingParts): DynamicModule {
    const { config, sealKeys, deliveries } = parts;
    const hosts = new NotifyHosts(config.NOTIFY_HOSTS, config.ALIPAYPLUS_BASE_URL);
    const schedule = new Schedule(config.NOTIFY_SCHEDULE_SECONDS);
    const form = {
      hosts,
      apiPrefix: config.API_PREFIX,
      utcOffset: config.TIME_ZONE_OFFSET,
      sealKeys,
    };
    const addresses = { origins: hosts.origins, agreedPath: apiPath('notifyPayment', config.API_PREFIX) };
    const loop = new SendingLoop(lanesOf(parts, hosts, schedule), deliveries, addresses);
    const recordDeliveries = new RecordDeliveries(deliveries, schedule, form, () => loop.wake());
    return {
      module: SendingModule,
      controllers: [notifierController(recordDeliveries)],
      providers: [
        { provide: SendingLoop, useFactory: () => loop },
        { provide: RecordDeliveries, useValue: recordDeliveries },
      ],
      exports: [SendingLoop],
    };
  }
}

function lanesOf(parts: SendingParts, hosts: NotifyHosts, schedule: Schedule): SendingLane[] {
  const { config, deliveries, elapsedMs = () => performance.now(), logger } = parts;
  const origins = [null, ...hosts.origins];
  const notices = new SignedNotices(new Map(origins.map((origin) => [origin, clientOf(origin, parts)])));
  const sendDelivery = new SendDelivery(deliveries, notices, schedule, logger);
  const breakers = new Map(origins.map((origin) => [origin, new Breaker(breakerRules, elapsedMs)]));
  const { ALIPAYPLUS_BASE_URL, NOTIFY_CONCURRENCY: concurrency, NOTIFY_MAX_PER_SECOND, NOTIFY_TIMEOUT_MS } = config;
  measureBreakers(new Map([...breakers].map(([origin, breaker]) => [origin ?? ALIPAYPLUS_BASE_URL, breaker])));
  return [...breakers].map(([origin, breaker]) => {
    const pace = new Pace(NOTIFY_MAX_PER_SECOND, elapsedMs);
    const lane = { origin, concurrency, leaseMs: NOTIFY_TIMEOUT_MS + recordingMs, breaker, pace };
    return new SendingLane(lane, deliveries, sendDelivery, logger);
  });
}

/** The agreed address is ours to choose; any other host name must be a public one. */
const clientOf = (origin: string | null, { config, keys }: SendingParts) =>
  new AlipayPlusClient(
    keys,
    {
      baseUrl: origin ?? config.ALIPAYPLUS_BASE_URL,
      onlyPublicHosts: origin !== null,
      clientId: config.CLIENT_ID,
      utcOffset: config.TIME_ZONE_OFFSET,
      connections: config.NOTIFY_CONCURRENCY,
      timeoutMs: config.NOTIFY_TIMEOUT_MS,
    },
    systemClock,
  );
