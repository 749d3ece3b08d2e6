export interface CallFrame {
  readonly functionName: string;
  readonly url: string;
  readonly lineNumber: number;
}

interface ProfileNode {
  readonly id: number;
  readonly callFrame: CallFrame;
  readonly children?: readonly number[];
}

/** A `.cpuprofile` as V8 writes it. */
export interface CpuProfile {
  readonly nodes: readonly ProfileNode[];
  readonly samples: readonly number[];
  readonly timeDeltas: readonly number[];
}

/** Microseconds by name. */
export type Micros = ReadonlyMap<string, number>;

const notWork = ['(idle)', '(root)'];

/** The time at work of the main thread, each sample under the name of its stack (innermost frame first). */
export function timeBy(profile: CpuProfile, nameOf: (stack: readonly CallFrame[]) => string): Micros {
  const nodes = new Map(profile.nodes.map((node) => [node.id, node]));
  const parents = new Map(profile.nodes.flatMap(({ id, children = [] }) => children.map((child) => [child, id])));
  const stackOf = (id: number | undefined): CallFrame[] => {
    const node = id === undefined ? undefined : nodes.get(id);
    return node ? [node.callFrame, ...stackOf(parents.get(node.id))] : [];
  };
  const self = new Map<number, number>();
  profile.samples.forEach((id, index) => self.set(id, (self.get(id) ?? 0) + (profile.timeDeltas[index] ?? 0)));
  const times = new Map<string, number>();
  for (const [id, micros] of self) {
    const stack = stackOf(id);
    if (notWork.includes(stack[0]?.functionName ?? '')) continue;
    const name = nameOf(stack);
    times.set(name, (times.get(name) ?? 0) + micros);
  }
  return times;
}
