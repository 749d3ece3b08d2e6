export {
  type AlipayPlusCall,
  AlipayPlusClient,
  type AlipayPlusClientOptions,
  type ClientKeys,
} from './alipayplus-client';
export type { CallOutcome } from './read-answer';
