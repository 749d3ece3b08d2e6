import {
  keepCodeRules,
  showCodeBook,
  type Answer,
  type KeepCodeRulesCommand,
  type ShowCodeBookCommand,
  type Topic,
} from '@wallet/contracts';
import { done, unknown } from '@wallet/kernel';
import type { Commands, Reply } from '../src/application/dispatch';

/** What payments does with rules of codes, in memory; the lists are empty. */
export class FakePayments implements Commands {
  readonly waiting = 0;
  isAway = false;
  unanswered = 0;
  rules: (KeepCodeRulesCommand & { readonly revision: number }) | undefined;

  ask<Payload>(topic: Topic<Payload>, payload: (command: { correlationId: string }) => Payload): Promise<Reply> {
    const correlationId = 'command-1';
    const asked: unknown = topic.schema.parse(JSON.parse(JSON.stringify(payload({ correlationId }))));
    return Promise.resolve({ correlationId, answer: this.answerTo(topic.name, asked) });
  }

  private answerTo(topic: string, asked: unknown): Answer {
    if (this.isAway) {
      this.unanswered += 1;
      return unknown('no-answer');
    }
    if (topic === keepCodeRules.name) {
      this.rules = { ...(asked as KeepCodeRulesCommand), revision: (this.rules?.revision ?? 0) + 1 };
      return done({ kind: 'code-rules-kept' } as const);
    }
    expect(topic).toBe(showCodeBook.name);
    const lists = { revision: 1, entries: [] };
    if (!this.rules) return done({ kind: 'code-book', lists } as const);
    const { document, ...known } = this.rules;
    const { rulesRevision } = asked as ShowCodeBookCommand;
    const rules = rulesRevision === known.revision ? known : { ...known, document };
    return done({ kind: 'code-book', rules, lists } as const);
  }
}
