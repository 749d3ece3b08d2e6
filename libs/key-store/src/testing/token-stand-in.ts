import { generateKeyPairSync, type KeyObject } from 'node:crypto';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

type Mood = 'works' | 'hangs' | 'dies' | 'refuses its PIN' | 'is away';

/** What it answers as the process of a real token does; it hangs as a call of a library does, and signs what it is given. */
const program = `
import { constants, privateEncrypt } from 'node:crypto';
import { appendFileSync, readdirSync, readFileSync } from 'node:fs';

const { module: dir } = JSON.parse(process.argv[2]);
const mood = readFileSync(dir + '/mood', 'utf8');
const versions = () => readdirSync(dir).flatMap((file) => /^(\\d+)\\.pem$/.exec(file)?.[1] ?? []).sort((a, b) => b - a);
const farewell = (fault, reason) => process.send({ fault, reason }, () => process.exit());
appendFileSync(dir + '/starts', mood + ';');

function answer({ ask, version, digestInfo }) {
  if (ask === 'versions') return { versions: versions(), doubled: [] };
  if (!versions().includes(version)) return { refused: 'there is no version ' + version };
  const key = readFileSync(dir + '/' + version + '.pem');
  return { signature: privateEncrypt({ key, padding: constants.RSA_PKCS1_PADDING }, digestInfo) };
}

process.on('disconnect', () => process.exit());
process.on('message', ({ id, ...question }) => {
  const now = readFileSync(dir + '/mood', 'utf8');
  if (now === 'hangs') Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);
  if (now === 'dies') process.exit(3);
  process.send({ id, ...answer(question) });
});
if (mood === 'refuses its PIN') farewell('pin', 'CKR_PIN_INCORRECT');
if (mood === 'is away') farewell('token', 'CKR_TOKEN_NOT_PRESENT');
`;

/** In the place of the process that has a token open: keys in a folder. `npm run test:pkcs11` has a real token. */
export class TokenStandIn {
  readonly program: string;
  readonly place: { module: string; token: string; pinFile: string; keyLabel: string };

  constructor(readonly dir: string) {
    mkdirSync(dir, { recursive: true });
    this.program = join(dir, 'program.mjs');
    this.place = { module: dir, token: 'wallet', pinFile: join(dir, 'pin'), keyLabel: 'wallet-private' };
    writeFileSync(this.program, program);
    this.writePin('first');
    this.be('works');
  }

  be(mood: Mood): void {
    writeFileSync(join(this.dir, 'mood'), mood);
  }

  writePin(pin: string): void {
    writeFileSync(this.place.pinFile, pin);
  }

  /** Makes a pair in it, and gives its public half. */
  add(version: string): KeyObject {
    const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
    writeFileSync(join(this.dir, `${version}.pem`), privateKey.export({ format: 'pem', type: 'pkcs8' }));
    return publicKey;
  }

  remove(version: string): void {
    rmSync(join(this.dir, `${version}.pem`));
  }

  /** How often it was opened in this mood. */
  opened(mood: Mood): number {
    return readFileSync(join(this.dir, 'starts'), 'utf8')
      .split(';')
      .filter((each) => each === mood).length;
  }
}
