import type { ServiceTopics } from '@wallet/messaging';
import { notifierTopics } from './notifier.controller';

export const ownTopics: ServiceTopics = { service: 'notifier', handles: Object.values(notifierTopics), sends: [] };
