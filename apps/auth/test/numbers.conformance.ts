import { Money } from '@wallet/money';
import type { Registration } from '../src/application/ports/customer-registry';
import type { CustomerKey, MobileNumber } from '../src/domain/customer';
import type { Customers } from './customers';
import { quarantineMs } from './in-memory-customers';
import { operatorNote } from './operator-note';

let lastNumber = 90_000_000;
const newNumber = () => `+852${++lastNumber}` as MobileNumber;

const registered = new Date('2026-01-02T03:04:05.678Z');
const changed = new Date('2026-01-03T00:00:00.000Z');
const until = new Date(changed.getTime() + quarantineMs);
const lastMoment = new Date(until.getTime() - 1);

const byNumber = (mobileNumber: MobileNumber) => ({ by: 'mobileNumber', mobileNumber }) as const;
const byId = (customerId: string) => ({ by: 'customerId', customerId }) as const;

function numbersOf(given: () => Customers) {
  const registry = () => given().registry;
  const registration = { openingBalance: Money.of('HKD', 0n), status: 'ACTIVE', kycLevel: 1 } as const;
  const register = async (mobileNumber: MobileNumber, at = registered, over: Partial<Registration> = {}) => {
    const [result] = await registry().register([{ ...registration, mobileNumber, ...over }], operatorNote, at);
    return result;
  };
  return {
    registry,
    directory: () => given().directory,
    factsOf: (customerId: string) => given().factsOf(customerId),
    register,
    someone: async (mobileNumber = newNumber()) => ({
      customerId: (await register(mobileNumber))?.customerId ?? '',
      mobileNumber,
    }),
    renumber: (key: CustomerKey, to: MobileNumber, at = changed) => registry().renumber(key, to, operatorNote, at),
    close: (customerId: string) => registry().changeStatus(byId(customerId), () => 'CLOSED', operatorNote, changed),
    whoHas: async (mobileNumber: MobileNumber) => {
      const [found] = await given().directory.find([byNumber(mobileNumber)]);
      expect((await registry().get(byNumber(mobileNumber)))?.customerId).toBe(found?.customerId);
      return found?.customerId;
    },
  };
}

type Numbers = ReturnType<typeof numbersOf>;

/** Whose number is whose, and until when: the same of every registry. */
export function describeNumbers(given: () => Customers): void {
  const numbers = numbersOf(given);
  describe('renumbering', () => {
    itRenumbers(numbers);
    itKeepsTheNumberBefore(numbers);
    itDecidesBetweenMany(numbers);
  });
  describe('the number of a closed customer', () => itFreesTheNumberOfAClosed(numbers));
  describe('the KYC level', () => itSetsTheLevel(numbers));
}

function itRenumbers({ registry, directory, factsOf, someone, renumber, whoHas }: Numbers): void {
  it.each(['customerId', 'mobileNumber'] as const)('gives a customer, by %s, another number', async (by) => {
    const { customerId, mobileNumber } = await someone();
    const wanted = newNumber();
    const result = await renumber(by === 'customerId' ? byId(customerId) : byNumber(mobileNumber), wanted);
    const customer = { customerId, mobileNumber: wanted, version: 1, updatedAt: changed };
    expect(result).toMatchObject({ outcome: 'done', changed: true, customer });
    expect(await registry().get(byId(customerId))).toMatchObject(customer);
    expect([await whoHas(wanted), await whoHas(mobileNumber)]).toEqual([customerId, undefined]);
    expect(await directory().find([byId(customerId)])).toMatchObject([{ mobileNumber: wanted }]);
    expect(await factsOf(customerId)).toHaveLength(1);
  });

  it('changes nothing when it is asked again', async () => {
    const { customerId } = await someone();
    const wanted = newNumber();
    await renumber(byId(customerId), wanted);
    const again = await renumber(byId(customerId), wanted, until);
    expect(again).toMatchObject({ outcome: 'done', changed: false, customer: { updatedAt: changed } });
  });

  it('takes no number of another customer', async () => {
    const [one, other] = [await someone(), await someone()];
    expect(await renumber(byId(one.customerId), other.mobileNumber)).toEqual({ outcome: 'in-use' });
    expect([await whoHas(one.mobileNumber), await whoHas(other.mobileNumber)]).toEqual([
      one.customerId,
      other.customerId,
    ]);
  });
}

function itKeepsTheNumberBefore({ register, someone, renumber, whoHas }: Numbers): void {
  it('keeps the number before from others for the quarantine, not from who had it', async () => {
    const [one, other] = [await someone(), await someone()];
    await renumber(byId(one.customerId), newNumber());
    const early = await renumber(byId(other.customerId), one.mobileNumber, lastMoment);
    expect(early).toMatchObject({ outcome: 'quarantined', until });
    expect(await register(one.mobileNumber, lastMoment)).toMatchObject({ outcome: 'quarantined', until });
    expect(await renumber(byId(one.customerId), one.mobileNumber)).toMatchObject({ changed: true });
    expect(await whoHas(one.mobileNumber)).toBe(one.customerId);
    expect(await renumber(byId(other.customerId), one.mobileNumber, until)).toEqual({ outcome: 'in-use' });
  });

  it.each(['renumber', 'register'] as const)('lets others have it afterwards: %s', async (how) => {
    const one = await someone();
    await renumber(byId(one.customerId), newNumber());
    const other = await someone();
    if (how === 'renumber') await renumber(byId(other.customerId), one.mobileNumber, until);
    else expect(await register(one.mobileNumber, until)).toMatchObject({ outcome: 'created' });
    const holder = await whoHas(one.mobileNumber);
    expect(holder === one.customerId).toBe(false);
    expect(holder === other.customerId).toBe(how === 'renumber');
    expect(await renumber(byId(one.customerId), one.mobileNumber, until)).toEqual({ outcome: 'in-use' });
  });
}

function itDecidesBetweenMany({ registry, register, someone, renumber, whoHas }: Numbers): void {
  it('gives one number to one of ten who ask at once', async () => {
    const customers = await Promise.all(Array.from({ length: 10 }, () => someone()));
    const wanted = newNumber();
    const results = await Promise.all([
      ...customers.map(({ customerId }) => renumber(byId(customerId), wanted)),
      register(wanted),
    ]);
    const outcomes = results.map((result) => result?.outcome);
    expect(outcomes.filter((outcome) => outcome === 'done' || outcome === 'created')).toHaveLength(1);
    const unchanged = await Promise.all(customers.map(({ mobileNumber }) => whoHas(mobileNumber)));
    expect(unchanged.filter(Boolean).length).toBe(outcomes.includes('done') ? 9 : 10);
  });

  it('leaves a customer one number who is given many at once', async () => {
    const { customerId, mobileNumber } = await someone();
    const wanted = Array.from({ length: 8 }, newNumber);
    await Promise.all(wanted.map((number) => renumber(byNumber(mobileNumber), number)));
    const holders = await Promise.all([mobileNumber, ...wanted].map(whoHas));
    expect(holders.filter(Boolean)).toEqual([customerId]);
  });

  it('knows nobody by a number that was given up', async () => {
    const { customerId, mobileNumber } = await someone();
    await renumber(byId(customerId), newNumber());
    expect(await renumber(byNumber(mobileNumber), newNumber())).toBeUndefined();
    expect(await registry().setKycLevel(byNumber(mobileNumber), 2, operatorNote, changed)).toBeUndefined();
  });
}

function itFreesTheNumberOfAClosed({ registry, register, someone, renumber, close, whoHas }: Numbers): void {
  it('is kept from others for the quarantine, and the customer shows by it', async () => {
    const [one, other] = [await someone(), await someone()];
    await close(one.customerId);
    expect(await whoHas(one.mobileNumber)).toBe(one.customerId);
    expect(await register(one.mobileNumber, lastMoment)).toMatchObject({ outcome: 'quarantined', until });
    const early = await renumber(byId(other.customerId), one.mobileNumber, lastMoment);
    expect(early).toMatchObject({ outcome: 'quarantined', until });
    expect(await renumber(byId(one.customerId), newNumber())).toEqual({ outcome: 'closed' });
  });

  it.each(['renumber', 'register'] as const)('is free afterwards: %s; the customer still shows', async (how) => {
    const one = await someone();
    await close(one.customerId);
    const other = await someone();
    if (how === 'renumber') await renumber(byId(other.customerId), one.mobileNumber, until);
    else expect(await register(one.mobileNumber, until)).toMatchObject({ outcome: 'created' });
    expect([one.customerId, undefined]).not.toContain(await whoHas(one.mobileNumber));
    expect(await registry().get(byId(one.customerId))).toMatchObject({ status: 'CLOSED', mobileNumber: undefined });
    const again = await registry().changeStatus(byId(one.customerId), () => 'CLOSED', operatorNote, until);
    expect(again).toMatchObject({ before: 'CLOSED' });
  });

  it('goes to one of many who are registered with it at once', async () => {
    const one = await someone();
    await close(one.customerId);
    const results = await Promise.all(Array.from({ length: 8 }, () => register(one.mobileNumber, until)));
    expect(results.map((result) => result?.outcome).sort()).toEqual(['created', ...Array<string>(7).fill('exists')]);
  });

  it('does not go to who is registered closed', async () => {
    const one = await someone();
    await close(one.customerId);
    for (const at of [changed, until]) {
      expect(await register(one.mobileNumber, at, { status: 'CLOSED' })).toEqual({
        outcome: 'exists',
        customerId: one.customerId,
      });
    }
  });
}

function itSetsTheLevel({ registry, directory, someone, close }: Numbers): void {
  const set = (customerId: string, level: number, at = changed) =>
    registry().setKycLevel(byId(customerId), level, operatorNote, at);

  it('changes, once, and holds from the next look-up on', async () => {
    const { customerId } = await someone();
    expect(await set(customerId, 3)).toMatchObject({ changed: true, customer: { kycLevel: 3, updatedAt: changed } });
    expect(await set(customerId, 3, until)).toMatchObject({ changed: false, customer: { updatedAt: changed } });
    expect(await directory().find([byId(customerId)])).toMatchObject([{ kycLevel: 3 }]);
  });

  it('of a closed customer stays, and so does the day of the closing', async () => {
    const { customerId } = await someone();
    await close(customerId);
    expect(await set(customerId, 3, until)).toEqual({ outcome: 'closed' });
    expect(await registry().get(byId(customerId))).toMatchObject({ kycLevel: 1, updatedAt: changed });
  });
}
