import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readCustomerFile, type CustomerLine } from './customer-file';

const header = 'loginId,currency,balance,status';
const folder = mkdtempSync(join(tmpdir(), 'customer-file-'));
afterAll(() => rmSync(folder, { recursive: true }));

async function read(content: string) {
  const path = join(folder, 'customers.csv');
  writeFileSync(path, content);
  return linesOf(path);
}

async function linesOf(path: string): Promise<CustomerLine[]> {
  const lines: CustomerLine[] = [];
  for await (const line of readCustomerFile(path)) lines.push(line);
  return lines;
}

describe('a customer file', () => {
  it.each([
    ['plain', `${header}\n852-52412345,HKD,100,ACTIVE\n`, 2],
    ['without a last line break', `${header}\n852-52412345,HKD,100,ACTIVE`, 2],
    ['of a spreadsheet', `\uFEFF${header}\r\n852-52412345,HKD,100,ACTIVE\r\n`, 2],
    ['quoted, with spaces', `${header}\n"852-52412345" , HKD,"100",  ACTIVE\n`, 2],
    ['with empty lines', `${header}\n\n\n852-52412345,HKD,100,ACTIVE\n\n`, 4],
  ])('%s is read', async (_name, content, line) => {
    const customer = { loginId: '852-52412345', currency: 'HKD', balance: '100', status: 'ACTIVE' };
    expect(await read(content)).toEqual([{ line, customer }]);
  });

  it('may have a KYC level, or leave it empty', async () => {
    const rest = { loginId: '1', currency: 'HKD', balance: '100', status: 'ACTIVE' };
    const rows = ['2', '', 'high', '1.5'].map((level) => `1,HKD,100,ACTIVE,${level}`);
    expect(await read([`${header},kycLevel`, ...rows].join('\n'))).toEqual([
      { line: 2, customer: { ...rest, kycLevel: 2 } },
      { line: 3, customer: rest },
      { line: 4, customer: { ...rest, kycLevel: 'high' } },
      { line: 5, customer: { ...rest, kycLevel: '1.5' } },
    ]);
  });

  it('keeps amounts as text, whatever their size', async () => {
    const [row] = await read(`${header}\n1,HKD,009007199254740993,ACTIVE`);
    expect(row).toMatchObject({ customer: { balance: '009007199254740993' } });
  });

  it('names the lines that have too few or too many columns', async () => {
    expect(await read(`${header}\n1,HKD,100\n1,HKD,100,ACTIVE,1\n`)).toEqual([
      { line: 2, reason: 'has 3 columns instead of 4' },
      { line: 3, reason: 'has 5 columns instead of 4' },
    ]);
  });

  it.each([
    ['', 'is empty'],
    ['\n\n', 'is empty'],
    ['loginId,balance,currency,status\n', 'the first line must be'],
    ['852-52412345,HKD,100,ACTIVE\n', 'the first line must be'],
    [`${header},name\n`, 'the first line must be'],
    [`${header}\n"852-52412345,HKD,100,ACTIVE\n`, 'is no CSV file'],
  ])('%j is refused: %s', async (content, message) => {
    await expect(read(content)).rejects.toMatchObject({
      exitCode: 2,
      message: expect.stringContaining(message) as string,
    });
  });

  it('must be there, and a file', async () => {
    await expect(linesOf(join(folder, 'none.csv'))).rejects.toThrow('none.csv does not exist');
    await expect(linesOf(folder)).rejects.toMatchObject({ exitCode: 2 });
  });
});
