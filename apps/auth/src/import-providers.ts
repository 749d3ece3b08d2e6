import type { Provider } from '@nestjs/common';
import { approvalProvider, approvalRulesOf } from '@wallet/operator-endpoint';
import type { Logger } from '@wallet/service';
import { importApprovals } from './adapters/http-in/imports/import-approvals';
import type { authDataSource } from './adapters/postgres/database';
import { PostgresCustomerImports } from './adapters/postgres/imports/postgres-customer-imports';
import { ImportKeeper } from './adapters/timer/import-keeper';
import { ApplyImport } from './application/imports/apply-import';
import { DecideImports } from './application/imports/decide-imports';
import { KeepImports } from './application/imports/keep-imports';
import { StageImport } from './application/imports/stage-import';
import { SubmitImport } from './application/imports/submit-import';
import type { ReadMobileNumber } from './application/customers/mobile-number';
import { numberQuarantineMsOf, type AuthConfig } from './config';

interface ImportParts {
  readonly dataSource: ReturnType<typeof authDataSource>;
  readonly readNumber: ReadMobileNumber;
}

/** Whole files of customers; with customers kept elsewhere there are none. */
export function importProviders(
  config: AuthConfig,
  logger: Logger,
  { dataSource, readNumber }: ImportParts,
): Provider[] {
  const rules = { ...approvalRulesOf(config), quarantineMs: numberQuarantineMsOf(config) };
  const imports = new PostgresCustomerImports(dataSource, rules);
  const applyImport = new ApplyImport(imports);
  const decideImports = new DecideImports(imports, applyImport);
  return [
    { provide: StageImport, useFactory: () => new StageImport(imports, readNumber) },
    { provide: SubmitImport, useFactory: () => new SubmitImport(imports, applyImport) },
    { provide: DecideImports, useValue: decideImports },
    approvalProvider(importApprovals(decideImports)),
    { provide: ImportKeeper, useFactory: () => new ImportKeeper(new KeepImports(imports), logger) },
  ];
}
