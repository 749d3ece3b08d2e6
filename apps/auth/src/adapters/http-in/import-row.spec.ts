import { Money } from '@wallet/money';
import { readImportRow } from './import-row';

const row = { loginId: '852-52412345', currency: 'HKD', balance: '12050', status: 'ACTIVE' };
const customer = { loginId: '852-52412345', status: 'ACTIVE', kycLevel: 1, openingBalance: Money.of('HKD', 12_050n) };

describe('a row to import', () => {
  it.each([
    [row, customer],
    [
      { ...row, kycLevel: 0 },
      { ...customer, kycLevel: 0 },
    ],
    [
      { ...row, status: 'frozen', currency: 'hkd' },
      { ...customer, status: 'FROZEN' },
    ],
    [
      { ...row, balance: '0' },
      { ...customer, openingBalance: Money.of('HKD', 0n) },
    ],
  ])('%j is a customer', (rawRow, expected) => {
    expect(readImportRow(rawRow)).toEqual({ customer: expected });
  });

  it.each([
    [{ ...row, loginId: '' }, 'loginId'],
    [{ ...row, loginId: 85252412345 }, 'loginId'],
    [{ ...row, currency: 'XXX' }, 'currency'],
    [{ ...row, balance: 12050 }, 'balance'],
    [{ ...row, balance: '120.50' }, 'balance'],
    [{ ...row, balance: '-1' }, 'balance'],
    [{ ...row, balance: '1'.repeat(19) }, 'balance'],
    [{ ...row, status: 'asleep' }, 'status'],
    [{ ...row, kycLevel: '1' }, 'kycLevel'],
    [{ ...row, kycLevel: -1 }, 'kycLevel'],
    [{ ...row, kycLevel: 1.5 }, 'kycLevel'],
    [{ ...row, kycLevel: null }, 'kycLevel'],
    [{ ...row, name: 'A' }, 'name'],
    [{}, 'loginId: must be text; currency: must be text; balance'],
    [null, 'object'],
    ['852-52412345', 'object'],
  ])('%j is rejected for its %s', (rawRow, word) => {
    expect(readImportRow(rawRow)).toEqual({ reason: expect.stringContaining(word) as string });
  });
});
