import { Module, type DynamicModule, type Provider, type Type } from '@nestjs/common';
import { keyFingerprint, type Command, type SealKeys, type UnbindAgreementCommand } from '@wallet/contracts';
import { systemClock as clock } from '@wallet/kernel';
import { DeadLetterBox, type MessageBus, OutboxRelay } from '@wallet/messaging';
import { OutboxPurger, PostgresConnection, PostgresOutbox, proveBooks } from '@wallet/postgres';
import { RememberedKey, type Logger } from '@wallet/service';
import { authEndpoints } from '@wallet/operator-contract';
import {
  approvalRulesOf,
  ApprovalsController,
  booksController,
  operatorControllers,
  operatorProviders,
} from '@wallet/operator-endpoint';
import { AgreementsController } from './adapters/http-in/agreements.controller';
import { CustomerDataController } from './adapters/http-in/customer-data.controller';
import { CustomersController } from './adapters/http-in/customers.controller';
import { DirectoryCustomersController } from './adapters/http-in/directory-customers.controller';
import { ImportsController } from './adapters/http-in/imports/imports.controller';
import { NoticesController } from './adapters/http-in/notices.controller';
import { HttpCustomerDirectory } from './adapters/http-out/http-customer-directory';
import { authController } from './adapters/kafka/auth.controller';
import { bookChecks } from './adapters/postgres/book-checks';
import { authDataSource, schema } from './adapters/postgres/database';
import { PostgresNotices } from './adapters/postgres/notices/postgres-notices';
import { PostgresKeyMemory } from './adapters/postgres/postgres-key-memory';
import { PostgresAgreements } from './adapters/postgres/postgres-agreements';
import { PostgresCustomerDirectory } from './adapters/postgres/customers/postgres-customer-directory';
import { PostgresCustomerRegistry } from './adapters/postgres/customers/postgres-customer-registry';
import { PostgresPreparations } from './adapters/postgres/codes/postgres-preparations';
import { PostgresSeenCustomers } from './adapters/postgres/customers/postgres-seen-customers';
import { AnswerEraser } from './adapters/timer/answer-eraser';
import { AuthCodes } from './application/codes/auth-codes';
import { CancelToken } from './application/tokens/cancel-token';
import { ChallengeCustomer } from './application/tokens/challenge-customer';
import { ChangeCustomerStatus } from './application/customers/change-customer-status';
import { ConsultAgreement } from './application/agreements/consult-agreement';
import { DecideConsent } from './application/codes/decide-consent';
import { EraseAnswers } from './application/tokens/erase-answers';
import { FirstSightDirectory } from './application/customers/first-sight-directory';
import { IdentifyCustomers } from './application/customers/identify-customers';
import { EvaluateCustomers } from './application/tokens/evaluate-customers';
import { IdentifyOrderPayers } from './application/tokens/identify-order-payers';
import { IdentifyPayers } from './application/tokens/identify-payers';
import { IdentifyScanners } from './application/customers/identify-scanners';
import { IssueTokens } from './application/tokens/issue-tokens';
import { ListAgreements } from './application/agreements/list-agreements';
import { MakeAgreements } from './application/agreements/make-agreements';
import { mobileNumberReader, type ReadMobileNumber } from './application/customers/mobile-number';
import type { Agreements } from './application/ports/agreements';
import type { CustomerDirectory } from './application/ports/customer-directory';
import { Notices } from './application/ports/notices';
import type { Preparations } from './application/ports/preparations';
import { PrepareAuthorization } from './application/codes/prepare-authorization';
import { PrepareByRedirect } from './application/codes/prepare-by-redirect';
import { PrepareBySms } from './application/codes/prepare-by-sms';
import { RedeemCode } from './application/tokens/redeem-code';
import { RefreshTokens } from './application/tokens/refresh-tokens';
import { RegisterCustomers } from './application/customers/register-customers';
import { RepairNotices } from './application/agreements/repair-notices';
import { RenumberCustomer } from './application/customers/renumber-customer';
import { ResolvePayers } from './application/tokens/resolve-payers';
import { ResolveTokenPayers } from './application/tokens/resolve-token-payers';
import { RevokeAgreement } from './application/agreements/revoke-agreement';
import { SetKycLevel } from './application/customers/set-kyc-level';
import { ShowAgreements } from './application/agreements/show-agreements';
import { ShowConsent } from './application/codes/show-consent';
import { ShowCustomer } from './application/customers/show-customer';
import { ShowDirectoryCustomer } from './application/customers/show-directory-customer';
import { TakeCustomerStatus } from './application/customers/take-customer-status';
import { TokenVault } from './application/tokens/token-vault';
import { VerifyCustomer } from './application/tokens/verify-customer';
import { codeSourceOf, noticeCopyMsOf, numberQuarantineMsOf, tokenPolicyOf, type AuthConfig } from './config';
import { importProviders } from './import-providers';

export interface AuthParts {
  readonly config: AuthConfig;
  readonly logger: Logger;
  readonly bus: MessageBus;
  readonly sealKeys: SealKeys;
}

interface Stores {
  readonly directory: CustomerDirectory;
  readonly agreements: Agreements;
}

/** The only place where auth's adapters are chosen: a directory of your own goes in here. */
@Module({})
export class AuthModule {
  static create(parts: AuthParts): DynamicModule {
    const { config, logger, bus } = parts;
    const dataSource = authDataSource(config.database, config);
    const agreements = new PostgresAgreements(dataSource);
    const outbox = new PostgresOutbox({ ...config.database, schema, dataSource, logger });
    const kafka = { ...config.kafka, topicPrefix: config.KAFKA_TOPIC_PREFIX };
    const deadLetters = new DeadLetterBox({ ...kafka, service: 'auth', bus, logger });
    const purging = { schema, retentionDays: config.OUTBOX_RETENTION_DAYS, logger };
    const readNumber = mobileNumberReader(config.DEFAULT_COUNTRY);
    const { directory, controllers, providers } = customersOf(parts, dataSource, readNumber);
    const identifyCustomers = new IdentifyCustomers(directory, readNumber);
    const stores = { directory, agreements };
    const revokeAgreement = new RevokeAgreement(agreements, vaultOf(parts), clock);
    const useCases = {
      ...tokenUseCases(parts, stores, identifyCustomers),
      ...agreementUseCases(parts, stores),
      unbindAgreement: { execute: (command: Command<UnbindAgreementCommand>) => revokeAgreement.unbind(command) },
      ...preparationUseCases(parts, identifyCustomers, new PostgresPreparations(dataSource)),
    };
    return {
      module: AuthModule,
      controllers: [
        authController(useCases),
        ...controllers,
        ApprovalsController,
        AgreementsController,
        NoticesController,
        booksController(authEndpoints.proveBooks, () => proveBooks({ ...config.database, schema }, bookChecks)),
        ...operatorControllers,
      ],
      providers: [
        ...operatorProviders({ service: 'auth', config, deadLetters, logger }),
        { provide: PostgresConnection, useFactory: () => new PostgresConnection(dataSource, logger) },
        { provide: RememberedKey, useFactory: () => rememberedKeyOf(parts, dataSource) },
        { provide: OutboxRelay, useFactory: () => new OutboxRelay(outbox, bus, { schema, logger }) },
        { provide: OutboxPurger, useFactory: () => new OutboxPurger(dataSource, purging) },
        ...noticeProviders(new PostgresNotices(dataSource)),
        ...importProviders(config, logger, { dataSource, readNumber }),
        ...providers,
        { provide: RevokeAgreement, useValue: revokeAgreement },
        { provide: ShowAgreements, useFactory: () => new ShowAgreements(agreements, directory, readNumber) },
        { provide: AnswerEraser, useFactory: () => answerEraserOf(parts, agreements) },
      ],
    };
  }
}

/** Of the hashes of tokens and codes. */
const rememberedKeyOf = ({ config, logger }: AuthParts, dataSource: ReturnType<typeof authDataSource>) =>
  new RememberedKey({
    setting: 'TOKEN_HASH_KEY_FILE',
    fingerprint: keyFingerprint(config.TOKEN_HASH_KEY_FILE),
    store: 'the database',
    memory: new PostgresKeyMemory(dataSource),
    logger,
  });

interface CustomerAdapters {
  readonly directory: CustomerDirectory;
  readonly controllers: readonly Type[];
  readonly providers: Provider[];
}

/** Customers in auth's own tables, or in a directory of the wallet's behind HTTP. */
function customersOf(
  { config, logger }: AuthParts,
  dataSource: ReturnType<typeof authDataSource>,
  readNumber: ReadMobileNumber,
): CustomerAdapters {
  if (config.CUSTOMER_DIRECTORY === 'http') {
    const { DIRECTORY_URL: url, DIRECTORY_TOKEN_FILE: token, DIRECTORY_TIMEOUT_MS: timeoutMs } = config;
    const seen = new PostgresSeenCustomers(dataSource, config.DIRECTORY_CURRENCY);
    const asked = new HttpCustomerDirectory({ url, token, timeoutMs, logger });
    const directory = new FirstSightDirectory(asked, seen);
    return {
      directory,
      controllers: [DirectoryCustomersController],
      providers: [
        { provide: TakeCustomerStatus, useFactory: () => new TakeCustomerStatus(seen) },
        { provide: HttpCustomerDirectory, useValue: asked },
        { provide: ShowDirectoryCustomer, useFactory: () => new ShowDirectoryCustomer(directory, readNumber) },
      ],
    };
  }
  const { ceilings } = approvalRulesOf(config);
  const registry = new PostgresCustomerRegistry(dataSource, numberQuarantineMsOf(config), ceilings);
  return {
    directory: new PostgresCustomerDirectory(dataSource),
    controllers: [CustomersController, CustomerDataController, ImportsController],
    providers: [
      { provide: RegisterCustomers, useFactory: () => new RegisterCustomers(registry, readNumber) },
      { provide: ShowCustomer, useFactory: () => new ShowCustomer(registry, readNumber) },
      { provide: ChangeCustomerStatus, useFactory: () => new ChangeCustomerStatus(registry, readNumber) },
      { provide: RenumberCustomer, useFactory: () => new RenumberCustomer(registry, readNumber) },
      { provide: SetKycLevel, useFactory: () => new SetKycLevel(registry, readNumber) },
    ],
  };
}

/** prepare and the consent page. */
function preparationUseCases(
  { config, sealKeys }: AuthParts,
  customers: IdentifyCustomers,
  preparations: Preparations,
) {
  const { graceMs } = tokenPolicyOf(config);
  const codes = new AuthCodes(codeSourceOf(config), sealKeys);
  const parts = { customers, preparations, codes, clock, codeLifeMs: config.AUTH_CODE_LIFE_SECONDS * 1_000 };
  const bySms = new PrepareBySms({ ...parts, graceMs });
  const byRedirect = new PrepareByRedirect({ ...parts, consentLifeMs: config.CONSENT_LIFE_SECONDS * 1_000 });
  return {
    prepareAuthorization: new PrepareAuthorization(bySms, byRedirect),
    showConsent: new ShowConsent(parts),
    decideConsent: new DecideConsent(parts),
  };
}

/** What is asked with codes and tokens. */
function tokenUseCases(parts: AuthParts, { directory, agreements }: Stores, identifyCustomers: IdentifyCustomers) {
  const { config, logger } = parts;
  const policy = tokenPolicyOf(config);
  const vault = vaultOf(parts);
  const granting = { agreements, directory, clock, logger };
  const mint = { vault, policy };
  const resolvePayers = new ResolvePayers(agreements, clock, policy.graceMs);
  const identifyPayers = new IdentifyPayers(identifyCustomers, resolvePayers);
  const codeLifeMs = config.AUTH_CODE_LIFE_SECONDS * 1_000;
  return {
    evaluateCustomers: new EvaluateCustomers(identifyPayers),
    identifyOrderPayers: new IdentifyOrderPayers(identifyPayers),
    identifyScanners: new IdentifyScanners(identifyCustomers),
    resolveTokenPayers: new ResolveTokenPayers(resolvePayers),
    issueTokens: new IssueTokens(new RedeemCode(granting, mint), new RefreshTokens(granting, mint)),
    cancelToken: new CancelToken(agreements, vault, clock),
    makeAgreements: new MakeAgreements(granting, mint),
    challengeCustomer: new ChallengeCustomer({ resolvePayers, directory, clock }, codeLifeMs),
    verifyCustomer: new VerifyCustomer(resolvePayers),
  };
}

const vaultOf = ({ config, sealKeys }: AuthParts) => new TokenVault(codeSourceOf(config), sealKeys);

/** What the wallet app asks about agreements. */
function agreementUseCases(parts: AuthParts, { agreements }: Stores) {
  return {
    listAgreements: new ListAgreements(agreements),
    consultAgreement: new ConsultAgreement(agreements, vaultOf(parts)),
  };
}

function answerEraserOf({ config, logger }: AuthParts, agreements: Agreements) {
  const life = { graceMs: tokenPolicyOf(config).graceMs, noticeCopyMs: noticeCopyMsOf(config) };
  return new AnswerEraser(new EraseAnswers(agreements, clock, life), logger);
}

/** What operators have told again. */
const noticeProviders = (notices: PostgresNotices): Provider[] => [
  { provide: Notices, useValue: notices },
  { provide: RepairNotices, useFactory: () => new RepairNotices(notices, clock) },
];
