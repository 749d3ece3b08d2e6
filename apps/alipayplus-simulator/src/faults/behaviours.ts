/** What the simulator shall do with the next requests to one of its endpoints. */
export class Behaviours<Behaviour extends string> {
  private readonly queues = new Map<string, Behaviour[]>();

  /** `subject` limits them to one payment, agreement or number; `*` is for all. */
  plan(subject: string, behaviours: readonly Behaviour[]): void {
    this.queues.set(subject, [...(this.queues.get(subject) ?? []), ...behaviours]);
  }

  /** Undefined when nothing is planned. */
  next(subject: string): Behaviour | undefined {
    return this.queues.get(subject)?.shift() ?? this.queues.get('*')?.shift();
  }
}
