import { existsSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import type { ContainerRuntimeClient } from 'testcontainers';
import { reasonOf } from '../basics/local-stack-error';
import { type Log, withProgress, withTimeout } from '../basics/waiting';

const ANSWER_TIMEOUT_MS = 2_000;
/** A pull that reports nothing for this long is given up. */
const PULL_SILENCE_MS = 8_000;

function mayHaveEngine(): boolean {
  const sockets = [
    '/var/run/docker.sock',
    join(process.env['XDG_RUNTIME_DIR'] ?? '/run/user/none', 'docker.sock'),
    join(homedir(), '.docker/run/docker.sock'),
    join(homedir(), '.testcontainers.properties'),
  ];
  return process.env['DOCKER_HOST'] !== undefined || sockets.some((path) => existsSync(path));
}

/** The Docker engine that answers within 2 s, or in one phrase why there is none. */
export async function findEngine(): Promise<ContainerRuntimeClient | string> {
  if (!mayHaveEngine()) return 'no Docker engine here';
  try {
    const { getContainerRuntimeClient } = await import('testcontainers');
    return await withTimeout(ANSWER_TIMEOUT_MS, 'no answer within 2 s', getContainerRuntimeClient());
  } catch (error) {
    return `the Docker engine does not answer: ${reasonOf(error)}`;
  }
}

function pull(engine: ContainerRuntimeClient, image: string): Promise<void> {
  const { dockerode } = engine.container;
  return new Promise((resolve, reject) => {
    const giveUp = (): void => reject(new Error(`no progress for ${PULL_SILENCE_MS / 1000} s`));
    let silence = setTimeout(giveUp, PULL_SILENCE_MS);
    const finish = (error: Error | null): void => {
      clearTimeout(silence);
      if (error) reject(error);
      else resolve();
    };
    const alive = (): void => {
      clearTimeout(silence);
      silence = setTimeout(giveUp, PULL_SILENCE_MS);
    };
    dockerode
      .pull(image)
      .then((stream) => dockerode.modem.followProgress(stream, finish, alive))
      .catch(finish);
  });
}

/** Makes sure that the image is there; throws when it cannot be had. */
export async function ensureImage(engine: ContainerRuntimeClient, image: string, log: Log): Promise<void> {
  const { ImageName } = await import('testcontainers');
  if (await engine.image.exists(ImageName.fromString(image))) return;
  await withProgress(log, `pulling ${image}`, pull(engine, image));
}
