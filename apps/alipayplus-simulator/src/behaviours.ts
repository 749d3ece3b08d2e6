/** What the simulator shall do with the next requests to one of its endpoints, then with all others: the default. */
export class Behaviours<Behaviour extends string> {
  private readonly queues = new Map<string, Behaviour[]>();

  constructor(private readonly usual: Behaviour) {}

  /** `subject` limits them to one payment, agreement or number; `*` is for all. */
  plan(subject: string, behaviours: readonly Behaviour[]): void {
    this.queues.set(subject, [...(this.queues.get(subject) ?? []), ...behaviours]);
  }

  next(subject: string): Behaviour {
    return this.queues.get(subject)?.shift() ?? this.queues.get('*')?.shift() ?? this.usual;
  }
}
