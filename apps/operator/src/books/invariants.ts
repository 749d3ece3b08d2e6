import type { OperatedService } from '@wallet/operator-contract';

interface Invariant {
  readonly id: string;
  readonly name: string;
  /** The services of whose books it is proven, or why it is not proven here. */
  readonly by: readonly OperatedService[] | string;
}

const history = 'needs what the callers were answered: see npm run nemesis';

/** What must be true of the wallet at every moment. */
export const invariants: readonly Invariant[] = [
  { id: 'I1', name: 'a ledger transaction sums to zero per currency', by: ['payments'] },
  { id: 'I2', name: 'the ledger sums to zero, and a balance is the sum of its entries', by: ['payments'] },
  { id: 'I3', name: 'one debit for a paid order, and none for another', by: ['payments'] },
  { id: 'I4', name: 'no wallet is below zero', by: ['payments'] },
  { id: 'I5', name: 'no order was ever both paid and failed', by: ['payments'] },
  { id: 'I6', name: 'refunds are at most what was paid; a cancelled order is given back in full', by: ['payments'] },
  {
    id: 'I7',
    name: 'a payment and an agreement have one notice to Alipay+, and a given up one an alert',
    by: ['notifier'],
  },
  { id: 'I8', name: 'an answer S is paid for ever, an answer F never debited', by: history },
  { id: 'I9', name: 'one result for an order, however often it is asked for', by: history },
  { id: 'I10', name: 'answer, inquiry and notice of an order agree', by: history },
  { id: 'I11', name: 'no order waits for long after its expiry', by: ['payments'] },
  { id: 'I12', name: 'no fact and no notice waits for long', by: ['payments', 'auth', 'notifier'] },
  { id: 'I13', name: 'a code settles at most one order', by: ['payments'] },
  { id: 'I14', name: 'an authCode makes at most one agreement, with one pair of tokens', by: ['auth'] },
  { id: 'I15', name: 'every record that was given up is a dead letter', by: 'see operator dead-letters list' },
  {
    id: 'I16',
    name: 'our books are those of Alipay+',
    by: 'needs the books of Alipay+: npm run nemesis compares with the simulator',
  },
  { id: 'I17', name: 'no card number outside the card service', by: 'there are no cards yet' },
  { id: 'I18', name: 'the events of an order come in their order', by: ['payments'] },
  { id: 'I19', name: 'nothing posted is ever changed or deleted', by: ['payments'] },
  { id: 'I20', name: 'money is whole minor units', by: ['payments'] },
];
