/** Bodies come as bytes. Throws without repeating what was sent: it may hold a code or a token. */
export function jsonOf(body: unknown): unknown {
  try {
    return JSON.parse((body as Buffer).toString('utf8'));
  } catch {
    throw new Error('the body is not JSON');
  }
}

/** The fields of a posted HTML form. */
export const formOf = (body: unknown): Record<string, string> =>
  Object.fromEntries(new URLSearchParams((body as Buffer).toString('utf8')));
