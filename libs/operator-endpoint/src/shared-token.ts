import { createHash, timingSafeEqual } from 'node:crypto';
import { operatorRoles } from '@wallet/operator-contract';
import { DependencyFault, type LiveText } from '@wallet/service';
import { unauthorized, type Caller, type OperatorAuth } from './operator-auth';

const digest = (text: string) => createHash('sha256').update(text).digest();

/** One token, or the old and the new one while they are replaced, each on a line of its own; undefined for anything else. */
export function tokensIn(text: string): string[] | undefined {
  const lines = text.split(/\r?\n/).filter((line) => line !== '');
  return lines.length > 0 && lines.length <= 2 && lines.every((line) => /^\S{16,}$/.test(line)) ? lines : undefined;
}

/** `OPERATOR_AUTH=token`: one token for all operators, who are everything. It is read for each call. */
export class SharedToken implements OperatorAuth {
  constructor(private readonly file: LiveText) {}

  authenticate(token: string): Promise<Caller> {
    try {
      const good = this.expected().filter((expected) => timingSafeEqual(digest(token), digest(expected)));
      if (good.length > 0) return Promise.resolve({ roles: operatorRoles });
      return Promise.reject(unauthorized('the operator token is missing or wrong'));
    } catch (error) {
      return Promise.reject(new DependencyFault('operator token', error));
    }
  }

  private expected(): string[] {
    const tokens = tokensIn(this.file.read());
    if (!tokens) throw new Error('its file holds something else than one or two tokens');
    return tokens;
  }
}
