import { errorMessage } from '@wallet/service';
import type { KeyKind } from './key-kinds';

/** What a process says of a key. */
export interface PodView {
  readonly url: string;
  /** Undefined when it was not reached. */
  readonly loaded: readonly string[] | undefined;
  readonly active: string | undefined;
  readonly fault?: string;
}

const timeoutMs = 5_000;

/** Asks each process by its health port which versions it has loaded and which one it uses. */
export function askPods(urls: readonly string[], kind: KeyKind): Promise<PodView[]> {
  return Promise.all(urls.map((url) => askPod(url, kind)));
}

async function askPod(url: string, { name }: KeyKind): Promise<PodView> {
  try {
    const answer = await fetch(new URL('/metrics', url), { signal: AbortSignal.timeout(timeoutMs) });
    if (!answer.ok) throw new Error(`HTTP ${answer.status}`);
    const text = await answer.text();
    return { url, loaded: versionsIn(text, 'key_loaded', name), active: versionsIn(text, 'key_active', name)[0] };
  } catch (error) {
    const { cause } = error as { cause?: unknown };
    return { url, loaded: undefined, active: undefined, fault: errorMessage(cause ?? error) };
  }
}

/** The versions for which the metric is 1. */
function versionsIn(text: string, metric: string, name: string): string[] {
  const line = new RegExp(`^${metric}\\{name="${name}",version="(\\d+)"[^}]*\\} 1$`, 'gm');
  return [...text.matchAll(line)].map(([, version = '']) => version);
}
