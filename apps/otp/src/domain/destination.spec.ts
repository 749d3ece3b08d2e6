import { destinationOf } from './destination';

describe('the destination of a number', () => {
  it.each([
    ['+85252412345', '852', '8525241'],
    ['+8613812345678', '86', '861381234'],
    ['+12025550123', '1', '1202555'],
    ['+79161234567', '7', '7916123'],
    ['+447700900123', '44', '44770090'],
    ['+6281234567890', '62', '628123456'],
    ['+35312345678', '353', '3531234'],
    ['+21612345678', '216', '2161234'],
  ])('%s is in %s, prefix %s', (mobileNumber, callingCode, prefix) => {
    expect(destinationOf(mobileNumber)).toEqual({ callingCode, prefix });
  });
});
