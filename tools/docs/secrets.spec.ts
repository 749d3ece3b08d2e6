import { all, sectionOf } from './documents';

const file = 'docs/settings.md';
const ofServices = [
  'Every service',
  'Kafka',
  'Postgres',
  'Operator endpoints',
  'gateway',
  'auth',
  'payments',
  'otp',
  'notifier',
];
const rows = ofServices.flatMap((section) =>
  [...sectionOf(file, section).matchAll(/^\| `([A-Z_]+)` +\| .+? +\| (.+?) +\| .+? +\|$/gm)].map(
    ([, name = '', unit = '']) => ({ name, unit }),
  ),
);
const secrets = all(sectionOf(file, 'Secrets'), /`([A-Z_]+_(?:FILE|DIR))`/g);
const isPath = ({ unit }: { unit: string }) => unit === 'file' || unit === 'folder';
const named = (wanted: (row: { name: string; unit: string }) => boolean) => [
  ...new Set(rows.filter(wanted).map(({ name }) => name)),
];

/** Certificates are public, and the inbox is for developers. */
const isPublic = (name: string) => /_(CA|CERT)_FILE$|^SMS_INBOX_DIR$/.test(name);

it('every file that a service reads is listed as a secret, or is public', () => {
  expect(rows.length).toBeGreaterThan(100);
  expect(secrets.toSorted()).toEqual(named((row) => isPath(row) && !isPublic(row.name)).toSorted());
});

it('no setting takes a secret itself', () => {
  const isTime = ({ unit }: { unit: string }) => unit === 'seconds' || unit === 'days';
  const suspects = rows.filter(({ name }) => /PASSWORD|TOKEN|SECRET|KEY|CREDENTIAL/.test(name));
  expect(suspects.filter((row) => !isPath(row) && !isTime(row))).toEqual([]);
});

it('a server whose URL may hold a password has a file for it', () => {
  expect(named(({ name }) => /^(DATABASE|REDIS)_URL$/.test(name))).toHaveLength(2);
  for (const server of ['DATABASE', 'REDIS', 'KAFKA']) expect(secrets).toContain(`${server}_PASSWORD_FILE`);
});
