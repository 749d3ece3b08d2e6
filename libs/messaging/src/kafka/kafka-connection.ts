import {
  LiveFile,
  settings,
  tlsFileSettings,
  tlsFilesOf,
  wrongPlaintext,
  wrongTls,
  type TlsFiles,
} from '@wallet/service';
import { z } from 'zod';

/** How a client reaches the brokers and proves who it is. */
export interface KafkaConnection {
  readonly brokers: string[];
  /** Undefined: in the clear. */
  readonly tls?: TlsFiles | undefined;
  readonly sasl?: Sasl | undefined;
}

export interface Sasl {
  readonly mechanism: 'plain' | 'scram-sha-256' | 'scram-sha-512';
  readonly user: string;
  /** Read for each connection. */
  readonly password: LiveFile;
}

const variables = z.object({
  KAFKA_BROKERS: settings.brokers(),
  KAFKA_TLS: settings.word(['true', 'false'], 'false'),
  ...tlsFileSettings('KAFKA'),
  KAFKA_SASL: settings.word(['none', 'plain', 'scram-sha-256', 'scram-sha-512'], 'none'),
  KAFKA_USER: settings.text().optional(),
  KAFKA_PASSWORD_FILE: settings.liveFile().optional(),
});
type Variables = z.output<typeof variables>;

/** The settings of the connections to Kafka, as `kafka`; `and` it to a service's own. */
export const kafkaSettings = variables.transform((config, context) => {
  const wrong = [wrongFiles(config), wrongSasl(config), wrongBrokers(config)].filter(
    (message) => message !== undefined,
  );
  for (const message of wrong) context.addIssue({ code: 'custom', message });
  return { kafka: connectionOf(config) };
});

const wrongFiles = (config: Variables): string | undefined =>
  wrongTls('KAFKA', tlsFilesOf('KAFKA', config), config.KAFKA_TLS === 'true' ? undefined : 'KAFKA_TLS must be true');

function wrongBrokers({ KAFKA_TLS, KAFKA_BROKERS }: Variables): string | undefined {
  if (KAFKA_TLS === 'true') return undefined;
  const wrong = wrongPlaintext(
    KAFKA_BROKERS.map((broker) => broker.replace(/:\d+$/, '')),
    'set KAFKA_TLS=true',
  );
  return wrong && `KAFKA_BROKERS ${wrong}`;
}

function wrongSasl({ KAFKA_SASL, KAFKA_USER, KAFKA_PASSWORD_FILE }: Variables): string | undefined {
  const isGiven = KAFKA_USER !== undefined || KAFKA_PASSWORD_FILE !== undefined;
  if (KAFKA_SASL === 'none') return isGiven ? 'KAFKA_SASL must be set for KAFKA_USER, KAFKA_PASSWORD_FILE' : undefined;
  const isWhole = KAFKA_USER !== undefined && KAFKA_PASSWORD_FILE !== undefined;
  return isWhole ? undefined : `KAFKA_USER and KAFKA_PASSWORD_FILE must be set for KAFKA_SASL=${KAFKA_SASL}`;
}

function connectionOf(config: Variables): KafkaConnection {
  const { KAFKA_SASL: mechanism, KAFKA_USER: user, KAFKA_PASSWORD_FILE: password } = config;
  const sasl = mechanism !== 'none' && user !== undefined && password ? { mechanism, user, password } : undefined;
  return {
    brokers: config.KAFKA_BROKERS,
    ...(config.KAFKA_TLS === 'true' && { tls: tlsFilesOf('KAFKA', config) }),
    ...(sasl && { sasl }),
  };
}
