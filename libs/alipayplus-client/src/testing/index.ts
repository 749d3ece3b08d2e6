export { AlipayPlusServer, resultBody, signedAnswer, type Received, type SignedAnswer } from './alipayplus-server';
export { newKeys, pemOf } from './rsa-keys';
