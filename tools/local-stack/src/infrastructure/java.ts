import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { promisify } from 'node:util';
import { LocalStackError, reasonOf } from '../basics/local-stack-error';
import { type Log, withProgress } from '../basics/waiting';

const run = promisify(execFile);
const INSTALL = 'apt-get update && apt-get install -y default-jre-headless maven';

async function javaMajor(): Promise<number> {
  try {
    const { stderr } = await run('java', ['-version']);
    return Number(/version "(\d+)/.exec(stderr)?.[1] ?? 0);
  } catch {
    return 0;
  }
}

async function hasMaven(): Promise<boolean> {
  return run('mvn', ['-v']).then(
    () => true,
    () => false,
  );
}

async function missing(needs: { maven: boolean }): Promise<string[]> {
  const [major, maven] = await Promise.all([javaMajor(), needs.maven ? hasMaven() : true]);
  return [...(major < 17 ? ['a Java runtime (17 or later)'] : []), ...(maven ? [] : ['Maven'])];
}

function commandFor(): string {
  if (process.platform === 'darwin') return 'brew install openjdk maven';
  return existsSync('/etc/debian_version') ? `sudo sh -c '${INSTALL}'` : 'install OpenJDK 17 or later and Maven';
}

/** Makes sure of Java 17 (and of Maven); installs them on Debian as root, else throws with the command to run. */
export async function ensureJava(needs: { maven: boolean }, log: Log): Promise<void> {
  const lacking = await missing(needs);
  if (lacking.length === 0) return;
  const what = lacking.join(' and ');
  const alternative = 'or give KAFKA_BROKERS and REDIS_URL, or start Docker';
  if (process.getuid?.() !== 0 || !existsSync('/etc/debian_version')) {
    throw new LocalStackError(`Kafka needs ${what}. Run: ${commandFor()}   (${alternative})`);
  }
  log(`${what} is missing: installing default-jre-headless and maven with apt-get`);
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  const install = run('sh', ['-c', INSTALL], { env, maxBuffer: 64 << 20 }).catch((error: unknown) => {
    throw new LocalStackError(
      `apt-get could not install ${what} (${reasonOf(error)}). Run: ${INSTALL}   (${alternative})`,
    );
  });
  await withProgress(log, 'installing Java and Maven', install);
  const still = await missing(needs);
  if (still.length > 0) throw new LocalStackError(`Kafka needs ${still.join(' and ')}, also after: ${INSTALL}`);
}
