import { randomInt } from 'node:crypto';
import { eventually } from '@wallet/testkit';
import { Binding, tokensOf, type Tokens } from '../binding';
import { Bus } from '../bus';
import { EasyPayOrder, resultOf } from '../easy-pay';
import { orderCases } from '../order-cases';
import type { JsonObject, Wallet } from '../wallet';

/** The acquirer of the simulator's CLI. */
const acquirer = { acquirerId: '1022188000000000001' };

async function binding(wallet: Wallet): Promise<{ made: Binding; tokens: Tokens }> {
  const made = new Binding(wallet, await wallet.customer());
  const { preparation, code } = await made.prepared(acquirer);
  return { made, tokens: tokensOf(await made.verificationGrant(preparation, code, acquirer)) };
}

const paid = async (wallet: Wallet) => (await orderCases.paid(wallet)).paid;

async function agreementId(wallet: Wallet): Promise<string> {
  const { referenceAgreementId } = (await binding(wallet)).made;
  const sql = 'select id from auth.agreement where reference_agreement_id = $1';
  const [agreement] = await wallet.rows(sql, [referenceAgreementId]);
  return String(agreement?.id);
}

async function approvalId(wallet: Wallet): Promise<string> {
  const { customerId } = await wallet.customer();
  const amount = { currency: 'HKD', value: '20000000' };
  const body = { amount, reference: customerId, operator: 'who asks', reason: 'a test' };
  const { approval } = (await wallet.stack.operate('payments', `customers/${customerId}/credit`, { body })) as {
    approval: JsonObject;
  };
  return String(approval.approvalId);
}

/** Of a notice that Alipay+ has refused. */
async function deadDelivery(wallet: Wallet): Promise<string> {
  const order = new EasyPayOrder(wallet, await wallet.customer());
  await wallet.plan({ subject: order.paymentRequestId, notifyPayment: ['F'] });
  expect(resultOf(await order.verify(await order.open(), await order.code()))).toBe('S SUCCESS');
  return eventually(async () => {
    const sql = `select id from notifier.delivery where subject = $1 and state = 'DEAD'`;
    const [delivery] = await wallet.rows(sql, [order.paymentRequestId]);
    expect(delivery).toBeDefined();
    return String(delivery!.id);
  });
}

const deadLetters = async (wallet: Wallet): Promise<JsonObject[]> =>
  ((await wallet.stack.operate('payments', 'dead-letters')) as { deadLetters: JsonObject[] }).deadLetters;

/** Of a record that payments could not read. */
async function deadLetter(wallet: Wallet): Promise<string> {
  const key = String(randomInt(1e9));
  await new Bus(wallet.stack).send('payments.inquiry.command.v1', [{ key, value: '{bad' }]);
  return eventually(async () => {
    const letter = (await deadLetters(wallet)).find((each) => each.key === key);
    expect(letter).toBeDefined();
    return String(letter!.id);
  });
}

/** Of an entry of a list of codes. */
async function codeId(wallet: Wallet): Promise<string> {
  const pattern = { matchMethod: 'PREFIX', prefix: `https://shown-${randomInt(1e9)}.example/` };
  const body = { list: 'block', pattern, operator: 'who adds', reason: 'a test' };
  const { entry } = (await wallet.stack.operate('payments', 'codes', { body })) as { entry: JsonObject };
  return String(entry.codeId);
}

const newNumber = () => Promise.resolve(`852-9${randomInt(1_000_000, 10_000_000)}`);
const newReference = () => Promise.resolve(`reference-${randomInt(1e9)}`);

/** What the papers name, and what is made in its place. */
const placeholders: readonly (readonly [RegExp, (wallet: Wallet) => Promise<string>])[] = [
  [/\bPAYMENT_REQUEST_ID\b|\b20251122190741010007\b/, async (wallet) => (await paid(wallet)).paymentRequestId],
  [/\bPAYMENT_ID\b/, async (wallet) => (await paid(wallet)).paymentId],
  [/\bREFERENCE_AGREEMENT_ID\b/, async (wallet) => (await binding(wallet)).made.referenceAgreementId],
  [/\bACCESS_TOKEN\b/, async (wallet) => (await binding(wallet)).tokens.accessToken],
  [/\bAGREEMENT_ID\b|\b0c5c2ad1-[-\w]+/, agreementId],
  [/\bAPPROVAL_ID\b|\b9f1c2d3e-[-\w]+/, approvalId],
  [/\bDELIVERY_ID\b|\b4711\b/, deadDelivery],
  [/\b4712\b/, deadDelivery],
  [/\b4713\b/, codeId],
  [/\b0-7\b/, deadLetter],
  [/\b852-52412345\b/, async (wallet) => (await wallet.customer()).loginId],
  [/\b216000000000000[123]\b/, async (wallet) => (await wallet.customer()).customerId],
  [/\b852-52412399\b/, newNumber],
  [/\bT-1[78]\b|\brefund-1\b/, newReference],
];

/** What the CLI does for the customer of the demo: here, where four run at once, each has a user of its own. */
const paysAsDemo = /simulator -- (?:easy-pay|bind|scan|steady)\b(?!.*--login-id)/;

/** The command about things that are there; none depends on another. No operator sits at a terminal to type yes. */
export async function withSubjects(wallet: Wallet, line: string): Promise<string> {
  let result = line;
  for (const [name, make] of placeholders) if (name.test(result)) result = result.replace(name, await make(wallet));
  if (paysAsDemo.test(result)) result += ` --login-id ${(await wallet.customer()).loginId}`;
  if (/operator -- .*--reason/.test(result) && !/--yes|--dry-run/.test(result)) result += ' --yes';
  return result;
}
