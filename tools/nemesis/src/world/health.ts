import type { Stack } from '@wallet/local-stack';

/** Waits until all processes are ready; resolves with those that are not after a minute. */
export async function awaitServices({ processes }: Stack): Promise<string[]> {
  const found = processes.map(async (process) => {
    try {
      await process.waitReady();
      return [];
    } catch (error) {
      return [`${process.name} is not ready a minute after the load: ${String(error).split('\n')[0]}`];
    }
  });
  return (await Promise.all(found)).flat();
}
