import type { z } from 'zod';
import type { OperatorRole } from './operator-roles';

/** One call of a service's private operator endpoint. */
export interface OperatorEndpoint {
  readonly method: 'GET' | 'POST' | 'PUT';
  /** As routers take it, e.g. `/operator/v1/customers/:reference`. */
  readonly path: string;
  readonly role: OperatorRole;
  /** What it does, for the documentation. */
  readonly summary: string;
  /** Absent: whatever stands there is not looked at. So it is with `body`. */
  readonly query?: z.ZodObject;
  readonly body?: z.ZodType;
  readonly answer: z.ZodType;
}

type Form = Pick<OperatorEndpoint, 'query' | 'body' | 'answer'>;
type Row = <F extends Form>(
  path: string,
  role: OperatorRole,
  summary: string,
  form: F,
) => Omit<OperatorEndpoint, keyof Form> & F;

const row =
  (method: OperatorEndpoint['method']): Row =>
  (path, role, summary, form) => ({
    method,
    role,
    summary,
    ...form,
    path: path.startsWith('/') ? path : `/operator/v1/${path}`,
  });

/** A path without a slash before it is below `/operator/v1/`. */
export const get = row('GET');
export const post = row('POST');
export const put = row('PUT');

/** What JSON makes a T of: a Date may stand for its text, Money for its object. What more there is, is sent too. */
type Sent<T> = T extends readonly (infer Item)[]
  ? readonly Sent<Item>[]
  : T extends object
    ? SentObject<T> | { toJSON(): T }
    : T extends string
      ? T | { toJSON(): string }
      : T;
type SentObject<T> = { readonly [Key in keyof T as string extends Key ? never : Key]: Sent<T[Key]> };

/** What a service may answer. */
export type Answer<E extends OperatorEndpoint> = z.input<E['answer']> extends infer T ? SentObject<T> : never;

export interface CallInput {
  /** By the names in the path. */
  readonly params?: Readonly<Record<string, string>>;
  /** What is undefined is left out. */
  readonly query?: Readonly<Record<string, string | undefined>>;
}

/** Path and query of one call. */
export function addressOf({ path }: Pick<OperatorEndpoint, 'path'>, { params = {}, query = {} }: CallInput): string {
  const given = Object.entries(query).filter((entry): entry is [string, string] => entry[1] !== undefined);
  const filled = path.replace(/:(\w+)/g, (_, name: string) => encodeURIComponent(params[name] ?? ''));
  return given.length === 0 ? filled : `${filled}?${new URLSearchParams(given).toString()}`;
}
