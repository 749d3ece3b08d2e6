export { LocalStackError } from './basics/local-stack-error';
export { repositoryDir } from './basics/repository';
export type { Log } from './basics/waiting';
export { startInfrastructure } from './infrastructure/start-infrastructure';
export type {
  Infrastructure,
  InfrastructureOptions,
  KafkaListener,
  Server,
  ServerName,
  Source,
} from './infrastructure/infrastructure';
export { startKafkaCluster, type KafkaCluster } from './cluster/kafka-cluster';
export { removeDataFolder } from './infrastructure/data-folder';
export { Authority, type Certificate } from './secure/authority';
export { startSecureKafka, type SecureKafka } from './secure/secure-kafka';
export { startSecurePostgres, type SecurePostgres } from './secure/secure-postgres';
export { startSecureServers, type SecureServers } from './secure/secure-servers';
export { startSecureRedis, type SecureRedis } from './secure/secure-redis';
export { roleUrl } from './stack/database';
export { seed, showPayment } from './start/demo';
export { migratedTemplate, migrateTo } from './stack/migrations';
export { startStack } from './stack/start-stack';
export { serviceNames, servicesWith, type ServiceName, type StackService } from './stack/services';
export type { ServiceProcess, Stack, StackAddresses, StackKeys, StackOptions } from './stack/stack';
export { Child } from './processes/child';
export { freePort } from './processes/ports';
