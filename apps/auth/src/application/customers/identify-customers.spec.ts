import type { CustomerLookup } from '@wallet/contracts';
import { Money } from '@wallet/money';
import { InMemoryCustomers } from '../../../test/in-memory-customers';
import { operatorNote } from '../../../test/operator-note';
import type { MobileNumber } from '../../domain/customer';
import { IdentifyCustomers } from './identify-customers';
import { mobileNumberReader } from './mobile-number';

const mobile = (loginId: string, loginIdType = 'MOBILE'): CustomerLookup => ({ by: 'loginId', loginId, loginIdType });

describe('IdentifyCustomers', () => {
  const customers = new InMemoryCustomers();
  const find = jest.spyOn(customers, 'find');
  const identify = new IdentifyCustomers(customers, mobileNumberReader('HK'));
  let customerId = '';

  beforeAll(async () => {
    const mobileNumber = '+85252412345' as MobileNumber;
    const registration = { mobileNumber, openingBalance: Money.of('HKD', 0n), status: 'FROZEN', kycLevel: 1 } as const;
    const [registered] = await customers.register([registration], operatorNote, new Date());
    customerId = registered?.customerId ?? '';
  });

  it('finds each customer of a batch in its place, with one question', async () => {
    find.mockClear();
    const found = await identify.execute([
      mobile('852-524xx345'),
      mobile('852-52412345'),
      mobile('user@example.com', 'EMAIL'),
      { by: 'paymentMethodId', paymentMethodId: customerId },
      mobile('852-61234567'),
      mobile('852-52412345', 'mobile'),
      { by: 'paymentMethodId', paymentMethodId: '852-52412345' },
      mobile('+852 5241 2345'),
    ]);
    const customer = { customerId, status: 'FROZEN', kycLevel: 1, mobileNumber: '+85252412345' };
    expect(found).toEqual([null, customer, null, customer, null, null, null, customer]);
    expect(find).toHaveBeenCalledTimes(1);
  });

  it('asks nobody about nothing', async () => {
    find.mockClear();
    expect(await identify.execute([])).toEqual([]);
    expect(await identify.execute([mobile('852-524xx345')])).toEqual([null]);
    expect(find).not.toHaveBeenCalled();
  });
});
