import { maskedLoginId } from './masked-login-id';

describe('a masked login id', () => {
  it.each([
    ['+85252412345', '852-***2345'],
    ['+6281234562736', '62-***2736'],
    ['+12125551234', '1-***1234'],
    ['+999123456789', '***6789'],
  ])('of %s is %s', (mobileNumber, masked) => {
    expect(maskedLoginId(mobileNumber)).toBe(masked);
  });
});
