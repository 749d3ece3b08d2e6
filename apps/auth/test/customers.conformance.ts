import type { IdentifiedCustomer } from '@wallet/contracts';
import { Money } from '@wallet/money';
import type { CustomerDirectory } from '../src/application/ports/customer-directory';
import type { Registration } from '../src/application/ports/customer-registry';
import type { MobileNumber } from '../src/domain/customer';
import type { Customers } from './customers';
import { describeNumbers } from './numbers.conformance';
import { operatorNote } from './operator-note';

let lastNumber = 60_000_000;
const newNumber = () => `+852${++lastNumber}` as MobileNumber;
const registration = (over: Partial<Registration> = {}): Registration => ({
  mobileNumber: newNumber(),
  openingBalance: Money.of('HKD', 12_050n),
  status: 'ACTIVE',
  kycLevel: 1,
  ...over,
});

const registered = new Date('2026-01-02T03:04:05.678Z');
const changed = new Date('2026-01-03T00:00:00.000Z');

type Given = () => Customers;

/** What every pair of directory and registry must do: the real one and the one that stands in for it in tests. */
export function describeCustomers(customers: Given): void {
  describe('registering', () => itRegisters(customers));
  describe('changing the status', () => itChangesStatus(customers));
  describeNumbers(customers);
  describeDirectory(() => ({
    directory: customers().directory,
    place: async ({ status, kycLevel, mobileNumber }) => {
      const { customerId } = await one(customers, { status, kycLevel, mobileNumber: mobileNumber as MobileNumber });
      return customerId;
    },
  }));
}

export interface Directory {
  readonly directory: CustomerDirectory;
  /** Makes a customer who can be found; gives the id. */
  place(customer: Omit<IdentifiedCustomer, 'customerId'>): Promise<string>;
}

/** What every directory must do: the wallet's own one, and one behind HTTP. */
export function describeDirectory(given: () => Directory): void {
  describe('finding', () => itFinds(given));
}

async function one(customers: Given, over: Partial<Registration> = {}) {
  const { mobileNumber, ...rest } = registration(over);
  const [result] = await customers().registry.register([{ mobileNumber, ...rest }], operatorNote, registered);
  return { customerId: result?.customerId ?? '', mobileNumber };
}

function itRegisters(customers: Given): void {
  it('registers a customer and tells of it with the opening balance', async () => {
    const { customerId, mobileNumber } = await one(customers, { kycLevel: 2 });
    expect(customerId).toMatch(/^2160\d{12}$/);
    const stored = { status: 'ACTIVE', kycLevel: 2, version: 1, createdAt: registered, updatedAt: registered };
    const expected = { customerId, mobileNumber, ...stored };
    expect(await customers().registry.get({ by: 'customerId', customerId })).toEqual(expected);
    expect(await customers().registry.get({ by: 'mobileNumber', mobileNumber })).toEqual(expected);
    const openingBalance = { currency: 'HKD', value: '12050' };
    expect(await customers().factsOf(customerId)).toEqual([
      { fact: 'CustomerRegistered', customerId, customerVersion: 1, status: 'ACTIVE', openingBalance },
    ]);
  });

  it('leaves a known number as it is, also twice in one call', async () => {
    const known = await one(customers);
    const fresh = registration({ kycLevel: 3 });
    const again = registration({ mobileNumber: known.mobileNumber, status: 'CLOSED' });
    const results = await customers().registry.register(
      [again, fresh, { ...fresh, kycLevel: 9 }],
      operatorNote,
      changed,
    );
    expect(results.map(({ outcome }) => outcome)).toEqual(['exists', 'created', 'exists']);
    expect(results[0]?.customerId).toBe(known.customerId);
    expect(results[2]?.customerId).toBe(results[1]?.customerId);
    expect(await customers().registry.get({ by: 'customerId', customerId: known.customerId })).toMatchObject({
      status: 'ACTIVE',
      version: 1,
    });
    expect(await customers().directory.find([{ by: 'mobileNumber', ...fresh }])).toMatchObject([{ kycLevel: 3 }]);
    expect(await customers().factsOf(known.customerId)).toHaveLength(1);
    expect(await customers().factsOf(results[1]?.customerId ?? '')).toHaveLength(1);
  });

  it('registers one customer when the same number comes many times at once', async () => {
    const shared = [registration(), registration(), registration()];
    const calls = Array.from({ length: 8 }, (_, index) =>
      customers().registry.register(index % 2 ? shared : shared.toReversed(), operatorNote, registered),
    );
    const results = (await Promise.all(calls)).flat();
    expect(results.filter(({ outcome }) => outcome === 'created')).toHaveLength(3);
    expect(new Set(results.map(({ customerId }) => customerId)).size).toBe(3);
  });

  it('registers nobody when asked for nobody', async () => {
    expect(await customers().registry.register([], operatorNote, registered)).toEqual([]);
  });
}

function itChangesStatus(customers: Given): void {
  it('changes the status, counts the version and tells of it', async () => {
    const { customerId, mobileNumber } = await one(customers);
    const frozen = await customers().registry.changeStatus(
      { by: 'mobileNumber', mobileNumber },
      () => 'FROZEN',
      operatorNote,
      changed,
    );
    expect(frozen).toMatchObject({
      before: 'ACTIVE',
      customer: { status: 'FROZEN', version: 2, createdAt: registered, updatedAt: changed },
    });
    await customers().registry.changeStatus({ by: 'customerId', customerId }, () => 'ACTIVE', operatorNote, changed);
    const fact = { fact: 'CustomerStatusChanged', customerId };
    expect((await customers().factsOf(customerId)).slice(1)).toEqual([
      { ...fact, customerVersion: 2, status: 'FROZEN' },
      { ...fact, customerVersion: 3, status: 'ACTIVE' },
    ]);
    expect(await customers().registry.get({ by: 'customerId', customerId })).toEqual({
      customerId,
      mobileNumber,
      kycLevel: 1,
      createdAt: registered,
      status: 'ACTIVE',
      version: 3,
      updatedAt: changed,
    });
  });

  it.each([undefined, 'FROZEN'] as const)('changes and tells nothing when %s is decided on FROZEN', async (status) => {
    const { customerId } = await one(customers, { status: 'FROZEN' });
    const result = await customers().registry.changeStatus(
      { by: 'customerId', customerId },
      () => status,
      operatorNote,
      changed,
    );
    expect(result).toMatchObject({
      before: 'FROZEN',
      customer: { status: 'FROZEN', version: 1, updatedAt: registered },
    });
    expect(await customers().factsOf(customerId)).toHaveLength(1);
  });

  it('freezes once when ten ask at once', async () => {
    const { customerId } = await one(customers);
    const freeze = () =>
      customers().registry.changeStatus({ by: 'customerId', customerId }, () => 'FROZEN', operatorNote, changed);
    const results = await Promise.all(Array.from({ length: 10 }, freeze));
    expect(results.filter((result) => result?.before === 'ACTIVE')).toHaveLength(1);
    expect(await customers().factsOf(customerId)).toHaveLength(2);
  });

  it('changes nobody who is not there', async () => {
    const key = { by: 'mobileNumber', mobileNumber: newNumber() } as const;
    expect(await customers().registry.changeStatus(key, () => 'FROZEN', operatorNote, changed)).toBeUndefined();
    expect(await customers().registry.get(key)).toBeUndefined();
  });
}

function itFinds(given: () => Directory): void {
  const placed = async (over: Partial<IdentifiedCustomer> = {}): Promise<IdentifiedCustomer> => {
    const customer = { status: 'ACTIVE', kycLevel: 1, mobileNumber: newNumber(), ...over } as const;
    return { ...customer, customerId: await given().place(customer) };
  };
  const keyOf = ({ mobileNumber }: IdentifiedCustomer) =>
    ({ by: 'mobileNumber', mobileNumber: mobileNumber as MobileNumber }) as const;

  it('finds customers of any status by number and by id, in the order asked', async () => {
    const [active, frozen] = [await placed(), await placed({ status: 'FROZEN', kycLevel: 2 })];
    const closed = await placed({ status: 'CLOSED', kycLevel: 0 });
    const found = await given().directory.find([
      { by: 'mobileNumber', mobileNumber: newNumber() },
      { by: 'customerId', customerId: closed.customerId },
      keyOf(active),
      { by: 'customerId', customerId: 'nobody' },
      keyOf(frozen),
      keyOf(active),
      { by: 'customerId', customerId: active.customerId },
    ]);
    expect(found).toEqual([null, closed, active, null, frozen, active, active]);
  });

  it('finds nobody when asked for nobody', async () => {
    expect(await given().directory.find([])).toEqual([]);
  });
}
