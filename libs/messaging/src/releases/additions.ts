import type { Topic } from '@wallet/contracts';
import { topics } from '../topics/topics';

/** The record header that holds what the release before would refuse in a value: text of the values by their paths. */
export const additionsHeader = 'additions';

type Values = Record<string, unknown>;

const all: readonly Topic<unknown>[] = topics;
const pathsOf = new Map(all.map(({ name, additions }) => [name, additions ?? []] as const));

export const hasAdditions = (topic: string): boolean => (pathsOf.get(topic)?.length ?? 0) > 0;

/** Takes what `topic` has as additions out of a payload; undefined when it holds none of them. `payload` is changed. */
export function setAside(topic: string, payload: unknown): string | undefined {
  const taken: Values = {};
  for (const path of pathsOf.get(topic) ?? []) {
    const place = placeOf(payload, path);
    if (place?.parent[place.name] === undefined) continue;
    taken[path] = place.parent[place.name];
    delete place.parent[place.name];
  }
  return Object.keys(taken).length === 0 ? undefined : JSON.stringify(taken);
}

/** Puts back what `setAside` took. Throws SyntaxError when the header is not JSON. `payload` is changed. */
export function putBack(topic: string, payload: unknown, header: string): void {
  const taken: unknown = JSON.parse(header);
  for (const path of pathsOf.get(topic) ?? []) {
    const value = isValues(taken) && Object.hasOwn(taken, path) ? taken[path] : undefined;
    const place = placeOf(payload, path);
    if (place && value !== undefined) place.parent[place.name] = value;
  }
}

function placeOf(payload: unknown, path: string): { parent: Values; name: string } | undefined {
  const names = path.split('.');
  const name = names.pop() ?? '';
  const parent = names.reduce<unknown>((value, step) => (isValues(value) ? value[step] : undefined), payload);
  return isValues(parent) ? { parent, name } : undefined;
}

const isValues = (value: unknown): value is Values => typeof value === 'object' && value !== null;
