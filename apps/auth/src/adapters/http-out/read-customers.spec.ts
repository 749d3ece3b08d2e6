import type { CustomerKey, MobileNumber } from '../../domain/customer';
import { readCustomers } from './read-customers';

const mobileNumber = '+85252412345' as MobileNumber;
const customer = { customerId: 'C-1', status: 'ACTIVE', kycLevel: 1, mobileNumber };
const byNumber: CustomerKey = { by: 'mobileNumber', mobileNumber };
const byId: CustomerKey = { by: 'customerId', customerId: 'C-1' };
const answerOf = (...customers: unknown[]) => JSON.stringify({ customers });

describe("a directory's answer", () => {
  it('is a customer or null for each key; what else it says is left out', () => {
    const answer = JSON.stringify({ customers: [{ ...customer, name: 'A' }, null, customer], page: 1 });
    expect(readCustomers(answer, [byNumber, byId, byId])).toEqual([customer, null, customer]);
  });

  it.each([
    ['', 'its root'],
    ['<html>52412345</html>', 'its root'],
    ['null', 'its root'],
    ['{}', 'customers'],
    [answerOf(), '0 answers to 1 keys'],
    [answerOf(customer, customer), '2 answers'],
    [answerOf({ ...customer, status: 'active' }), 'customers.0.status'],
    [answerOf({ ...customer, kycLevel: '1' }), 'customers.0.kycLevel'],
    [answerOf({ ...customer, kycLevel: -1 }), 'customers.0.kycLevel'],
    [answerOf({ ...customer, mobileNumber: '852-52412345' }), 'customers.0.mobileNumber'],
    [answerOf({ ...customer, customerId: 'C 1' }), 'customers.0.customerId'],
    [answerOf({ ...customer, customerId: 1 }), 'customers.0.customerId'],
    [answerOf({ ...customer, mobileNumber: '+85252412346' }), 'another customer than asked for at customers.0'],
  ])('is none when it is %p', (answer, reason) => {
    const reading = () => readCustomers(answer, [byNumber]);
    expect(reading).toThrow(reason);
    expect(reading).not.toThrow(/5241234|html/);
  });

  it('is none when it names another customer than the id', () => {
    expect(() => readCustomers(answerOf({ ...customer, customerId: 'C-2' }), [byId])).toThrow('another customer');
  });
});
