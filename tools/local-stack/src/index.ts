export { LocalStackError } from './local-stack-error';
export { startInfrastructure } from './infrastructure/start-infrastructure';
export type {
  Infrastructure,
  InfrastructureOptions,
  KafkaListener,
  Log,
  Server,
  ServerName,
  Source,
} from './infrastructure/infrastructure';
export { startStack } from './stack/start-stack';
export type {
  ServiceName,
  ServiceProcess,
  Stack,
  StackAddresses,
  StackKeys,
  StackOptions,
  StackService,
} from './stack/stack';
export { Child } from './processes/child';
export { freePort } from './processes/ports';
