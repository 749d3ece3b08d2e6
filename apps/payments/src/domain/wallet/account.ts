import type { Money } from '@wallet/money';
import type { AccountId, CustomerId } from '@wallet/kernel';
import { walletAccountId } from './account-id';
import type { CustomerStatus } from './wallet';

/** What is kept of a customer with the wallet account. */
export interface Account {
  readonly accountId: AccountId;
  readonly customerId: CustomerId;
  readonly status: CustomerStatus;
  /** The customer's version that `status` is of. */
  readonly customerVersion: number;
}

/** The customer's status as of a version that grows with each change. */
export interface StatusNews {
  readonly customerId: CustomerId;
  readonly customerVersion: number;
  readonly status: CustomerStatus;
}

/** The accounts that one batch of facts is about, and what the facts made of them. */
export class AccountBook {
  private readonly accounts: Map<string, Account>;
  private readonly openings = new Map<string, Money>();
  private readonly changedIds = new Set<string>();
  private readonly held = new Set<string>();
  /** News that were older than what was known. */
  staleCount = 0;

  constructor(stored: Iterable<Account>) {
    this.accounts = new Map([...stored].map((account) => [account.customerId, account]));
  }

  has(customerId: CustomerId): boolean {
    return this.accounts.has(customerId);
  }

  /** Another transaction holds the account: it may not be changed now. */
  hold(customerId: CustomerId): void {
    this.held.add(customerId);
  }

  isHeld(customerId: CustomerId): boolean {
    return this.held.has(customerId);
  }

  /** Opens the customer's account once; a repeat does nothing. */
  open({ customerId, customerVersion, status }: StatusNews, balance: Money): void {
    const known = this.accounts.get(customerId);
    if (known) return this.countStale(known, customerVersion);
    const accountId = walletAccountId(customerId, balance.currency);
    this.accounts.set(customerId, { accountId, customerId, status, customerVersion });
    this.openings.set(customerId, balance);
  }

  /** Takes a newer status, ignores an older one. Throws when the account was never opened: facts come in order. */
  changeStatus({ customerId, customerVersion, status }: StatusNews): void {
    const account = this.accounts.get(customerId);
    if (!account) throw new Error(`a status for customer ${customerId}, who has no account`);
    if (customerVersion <= account.customerVersion) return this.countStale(account, customerVersion);
    this.accounts.set(customerId, { ...account, status, customerVersion });
    this.changedIds.add(customerId);
  }

  /** The accounts to be inserted, with their opening balances. */
  get opened(): readonly { account: Account; balance: Money }[] {
    return [...this.openings].map(([customerId, balance]) => ({ account: this.of(customerId), balance }));
  }

  /** The stored accounts whose status is to be updated. */
  get changed(): readonly Account[] {
    return [...this.changedIds].filter((id) => !this.openings.has(id)).map((id) => this.of(id));
  }

  private countStale(known: Account, customerVersion: number): void {
    if (customerVersion < known.customerVersion) this.staleCount++;
  }

  private of(customerId: CustomerId): Account {
    const account = this.accounts.get(customerId);
    if (!account) throw new Error(`no account of customer ${customerId}`);
    return account;
  }
}
