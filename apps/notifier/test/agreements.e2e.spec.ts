import { agreementFacts, type AgreementFact } from '@wallet/contracts';
import { query } from '@wallet/postgres';
import { eventually } from '@wallet/testkit';
import { AgreementFacts, authCode, subjectOf, tokens } from './agreement-facts';
import type { NotifierProcess } from './notifier-process';
import { NotifierScene } from './notifier-scene';

jest.setTimeout(60_000);

let scene: NotifierScene;
let notifier: NotifierProcess;

beforeAll(async () => {
  scene = await NotifierScene.start();
  notifier = await scene.startNotifier();
});
afterAll(async () => {
  await notifier.end('SIGTERM');
  await scene.stop();
});

const factsOf = (agreement: string) => new AgreementFacts(agreement, NotifierScene.keys.seal);
const publish = (fact: AgreementFact) => scene.publish(agreementFacts, fact);
const bodiesOf = (subject: string) => scene.receivedOf(subject).map(({ rawBody }) => rawBody.toString());
const typesOf = (subject: string) =>
  bodiesOf(subject).map((body) => (JSON.parse(body) as { authorizationNotifyType: string }).authorizationNotifyType);
const sealedOf = (subject: string) =>
  query(scene.source, 'select kind from notifier.delivery where subject = $1 and sealed_body is not null', [subject]);
const acked = { state: 'ACKED', attempts: 1, unfinished: 0 };

it('repeats an authNotify, the same text freshly signed, until it is acknowledged; then keeps nothing of it', async () => {
  const subject = subjectOf('stubborn');
  scene.behaviours.set(subject, ['U', 'U', 'S']);
  const fact = factsOf('stubborn').tokenCreated();
  for (let time = 0; time < 3; time += 1) await publish(fact);
  await scene.becomes(subject, { state: 'ACKED', attempts: 3, unfinished: 0 });
  const received = scene.receivedOf(subject);
  expect(received.every((each) => scene.isSigned(each))).toBe(true);
  expect(received.map(({ url }) => url)).toEqual(Array(3).fill('/aps/api/v1/authorizations/authNotify'));
  expect(new Set(received.map(({ headers }) => headers['request-time'])).size).toBeGreaterThan(1);
  expect(bodiesOf(subject)).toEqual(Array(3).fill(bodiesOf(subject)[0]));
  expect(JSON.parse(bodiesOf(subject)[0] ?? '')).toMatchObject({ authorizationNotifyType: 'TOKEN_CREATED', ...tokens });
  expect(await sealedOf(subject)).toEqual([]);
});

it('sends what is later of an agreement when what is earlier has come through', async () => {
  const subject = subjectOf('ordered');
  const facts = factsOf('ordered');
  scene.behaviours.set(subject, ['U', 500]);
  await publish(facts.authCodeCreated());
  await publish(facts.tokenCreated());
  await publish(factsOf('beside').tokenCreated());
  await scene.becomes(subjectOf('beside'), acked);
  await scene.becomes(subject, [{ ...acked, attempts: 3 }, acked]);
  expect(typesOf(subject)).toEqual([...Array<string>(3).fill('AUTHCODE_CREATED'), 'TOKEN_CREATED']);
});

it('withdraws tokens that Alipay+ has not taken when they are cancelled, and tells it so', async () => {
  const subject = subjectOf('cancelled');
  const facts = factsOf('cancelled');
  scene.behaviours.set(subject, ['U']);
  await publish(facts.tokenCreated());
  await scene.becomes(subject, { state: 'RETRYING', attempts: 1, unfinished: 0 });
  await publish(facts.tokenCancelled());
  await scene.becomes(subject, [{ ...acked, state: 'SUPERSEDED' }, acked]);
  expect(typesOf(subject)).toEqual(['TOKEN_CREATED', 'TOKEN_CANCELED']);
  expect(await sealedOf(subject)).toEqual([]);
});

it('lets an attempt under way end before it tells of the end', async () => {
  const subject = subjectOf('under-way');
  const facts = factsOf('under-way');
  scene.behaviours.set(subject, [{ afterMs: 800 }]);
  await publish(facts.tokenCreated());
  await eventually(() => expect(typesOf(subject)).toEqual(['TOKEN_CREATED']));
  await publish(facts.tokenCancelled());
  await scene.becomes(subject, [
    { state: 'SUPERSEDED', attempts: 1, unfinished: 1 },
    { state: 'RETRYING', attempts: 0, unfinished: 0 },
  ]);
  await scene.becomes(subject, [{ ...acked, state: 'SUPERSEDED' }, acked]);
  expect(typesOf(subject)).toEqual(['TOKEN_CREATED', 'TOKEN_CANCELED']);
});

it('gives up at once when it is refused, raises the alarm, and sends again when an operator says so', async () => {
  const subject = subjectOf('refused');
  scene.behaviours.set(subject, ['F ACCESS_DENIED']);
  await publish(factsOf('refused').tokenCreated());
  await scene.becomes(subject, { state: 'DEAD', attempts: 1, unfinished: 0 });
  expect(await notifier.metric('notifier_dead_total')).toBe('1');
  const { operatorToken } = scene;
  const listed = await notifier.operate('deliveries?state=DEAD', operatorToken);
  const { deliveries } = listed.body as { deliveries: { deliveryId: string }[] };
  expect(deliveries).toMatchObject([{ kind: 'TOKEN_CREATED', subject, lastResultCode: 'ACCESS_DENIED' }]);
  expect(JSON.stringify(listed.body)).not.toContain(tokens.accessToken);
  const replay = {
    filter: { state: 'DEAD', ids: [deliveries[0]?.deliveryId] },
    operator: 'ada',
    reason: 'our key was wrong',
  };
  expect(await notifier.operate('deliveries/replay', 'another token', replay)).toMatchObject({ status: 401 });
  const once = { status: 200, body: { matched: 1, replayed: 1 } };
  expect(await notifier.operate('deliveries/replay', operatorToken, replay)).toEqual(once);
  await scene.becomes(subject, { ...acked, attempts: 2 });
  expect(bodiesOf(subject)).toEqual(Array(2).fill(bodiesOf(subject)[0]));
  expect(await sealedOf(subject)).toEqual([]);
  const again = { status: 200, body: { matched: 0, replayed: 0 } };
  expect(await notifier.operate('deliveries/replay', operatorToken, replay)).toEqual(again);
});

it('goes on by the schedule when it was killed between two attempts', async () => {
  const subject = subjectOf('killed');
  scene.behaviours.set(subject, ['U', 'hang', 'S']);
  await publish(factsOf('killed').tokenCreated());
  await scene.becomes(subject, { state: 'RETRYING', attempts: 1, unfinished: 0 });
  expect(await notifier.end('SIGKILL')).toBe('SIGKILL');
  expect(await scene.stateOf(subject)).toEqual([{ state: 'RETRYING', attempts: 1, unfinished: 0 }]);
  notifier = await scene.startNotifier();
  await scene.becomes(subject, { state: 'ACKED', attempts: 3, unfinished: 0 });
  expect(bodiesOf(subject)).toEqual(Array(3).fill(bodiesOf(subject)[0]));
});

it('sends again what it was sending when it was killed', async () => {
  const subject = subjectOf('killed-sending');
  scene.behaviours.set(subject, ['hang', 'S']);
  await publish(factsOf('killed-sending').tokenCreated());
  await eventually(() => expect(bodiesOf(subject)).toHaveLength(1));
  expect(await notifier.end('SIGKILL')).toBe('SIGKILL');
  expect(await scene.stateOf(subject)).toEqual([{ state: 'RETRYING', attempts: 1, unfinished: 1 }]);
  notifier = await scene.startNotifier();
  await scene.becomes(subject, { state: 'ACKED', attempts: 2, unfinished: 1 });
  expect(bodiesOf(subject)).toEqual(Array(2).fill(bodiesOf(subject)[0]));
});

it('has shown no token and no code in its tables or its log', async () => {
  const secrets = [tokens.accessToken, tokens.refreshToken, authCode];
  const tables = await query(
    scene.source,
    'select d.*, a.* from notifier.delivery d left join notifier.attempt a on true',
  );
  await eventually(() => expect(JSON.stringify(scene.lines)).toContain('killed-sending'));
  for (const text of [JSON.stringify(tables), JSON.stringify(scene.lines)]) {
    expect(text).toContain('killed-sending');
    expect(secrets.filter((secret) => text.includes(secret))).toEqual([]);
  }
});
