export { AlipayPlusServer, resultBody, signedAnswer } from './alipayplus-server';
export type { Received, SignedAnswer } from './alipayplus-server';
export { newKeys, pemOf } from './rsa-keys';
