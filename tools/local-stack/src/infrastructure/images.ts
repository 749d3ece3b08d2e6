/** The pinned images; `compose.yaml` names the same. */
export const images = {
  postgres: 'postgres:18.4',
  redis: 'redis:7.4.2',
  kafka: 'apache/kafka:4.3.0',
} as const;
