import { createReadStream } from 'node:fs';
import { CsvError, parse } from 'csv-parse';
import { CommandFailed, usage } from '../terminal/exit';
import { fileFault } from '../terminal/file-fault';
import { wholeNumber } from '../terminal/whole-number';

const required = ['loginId', 'currency', 'balance', 'status'];
const headers = [required.join(), [...required, 'kycLevel'].join()];

/** One row of the file; `customer` is as the operator endpoint takes it, or `reason` says why it is none. */
export type CustomerLine =
  | { readonly line: number; readonly customer: Readonly<Record<string, unknown>> }
  | { readonly line: number; readonly reason: string };

interface Parsed {
  readonly record: string[];
  readonly info: { readonly lines: number };
}

/**
 * The rows of a CSV file (RFC 4180, UTF-8) whose first line is `loginId,currency,balance,status[,kycLevel]`. Throws
 * CommandFailed (usage) when the file cannot be read, is no CSV or has another header.
 */
export async function* readCustomerFile(path: string): AsyncGenerator<CustomerLine> {
  const options = { bom: true, info: true, trim: true, skip_empty_lines: true, relax_column_count: true };
  const file = createReadStream(path);
  const parser = parse(options);
  file.on('error', (error) => parser.destroy(error));
  let columns: string[] | undefined;
  try {
    for await (const { record, info } of file.pipe(parser) as AsyncIterable<Parsed>) {
      if (columns) yield customerLine(columns, record, info.lines);
      else columns = readHeader(record);
    }
  } catch (error) {
    if (error instanceof CommandFailed) throw error;
    throw usage(error instanceof CsvError ? `${path} is no CSV file: ${error.message}` : fileFault(path, error));
  }
  if (!columns) throw usage(`${path} is empty: its first line must be ${headers[0]}`);
}

function readHeader(record: readonly string[]): string[] {
  if (headers.includes(record.join())) return [...record];
  throw usage(`the first line must be ${headers.join(' or ')}, not ${record.join().slice(0, 80)}`);
}

function customerLine(columns: readonly string[], record: readonly string[], line: number): CustomerLine {
  if (record.length !== columns.length) {
    return { line, reason: `has ${record.length} columns instead of ${columns.length}` };
  }
  const { kycLevel, ...customer } = Object.fromEntries(columns.map((column, index) => [column, record[index] ?? '']));
  return { line, customer: kycLevel ? { ...customer, kycLevel: wholeNumber(kycLevel) } : customer };
}
