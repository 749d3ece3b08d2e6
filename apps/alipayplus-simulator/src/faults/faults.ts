import { createHash, randomInt } from 'node:crypto';
import { appliesTo, parseFaults, type Fault, type FaultRule, type FaultyEndpoint } from './fault-rules';

/** The faults in force, and how often each has struck since they were set. */
export interface FaultsInForce {
  readonly faults: string;
  readonly seed: number;
  /** By `endpoint fault`. */
  readonly struck: Readonly<Record<string, number>>;
}

const maxSubjects = 200_000;

/** Strikes at calls of the wallet as the rules say. The same seed strikes the same calls, in whatever order they come. */
export class Faults {
  private text = '';
  private seed = 0;
  private rules: FaultRule[] = [];
  private left = new Map<FaultRule, number>();
  private struck = new Map<string, number>();
  private calls = new Map<string, number>();

  /** Replaces all that are in force; see `parseFaults`, also for what is thrown. */
  set(text: string, seed = randomInt(2 ** 31)): void {
    this.rules = parseFaults(text);
    this.text = text;
    this.seed = seed;
    this.left = new Map(this.rules.flatMap((rule) => (rule.count === undefined ? [] : [[rule, rule.count]])));
    this.struck = new Map();
    this.calls = new Map();
  }

  /** What to do wrong with this call about `subject`; counted faults come first. */
  next(endpoint: FaultyEndpoint, subject: string): Fault | undefined {
    const rules = this.rules.filter((rule) => appliesTo(rule, endpoint));
    if (rules.length === 0) return undefined;
    const rule = this.takeCounted(rules) ?? this.draw(rules, `${endpoint} ${subject}`);
    if (!rule) return undefined;
    const name = `${endpoint} ${rule.fault}`;
    this.struck.set(name, (this.struck.get(name) ?? 0) + 1);
    return rule.fault;
  }

  view(): FaultsInForce {
    return { faults: this.text, seed: this.seed, struck: Object.fromEntries(this.struck) };
  }

  private takeCounted(rules: readonly FaultRule[]): FaultRule | undefined {
    const rule = rules.find((each) => (this.left.get(each) ?? 0) > 0);
    if (rule) this.left.set(rule, (this.left.get(rule) ?? 0) - 1);
    return rule;
  }

  private draw(rules: readonly FaultRule[], subject: string): FaultRule | undefined {
    let rest = this.random(subject, this.count(subject));
    return rules.find(({ rate = 0 }) => (rest -= rate) < 0);
  }

  /** How many calls of this subject there were before. */
  private count(subject: string): number {
    const before = this.calls.get(subject) ?? 0;
    this.calls.set(subject, before + 1);
    const oldest = this.calls.keys().next().value;
    if (this.calls.size > maxSubjects && oldest !== undefined) this.calls.delete(oldest);
    return before;
  }

  /** At least 0 and below 1. */
  private random(subject: string, call: number): number {
    const digest = createHash('sha256').update(`${this.seed} ${call} ${subject}`).digest();
    return digest.readUInt32BE(0) / 2 ** 32;
  }
}
