/** So long before its time it looks again: a process that stood still first sees what it was sent meanwhile. */
const lookAgainMs = 20;

/** Acts after so long; gives what calls it off. */
export function after(ms: number, act: () => void): () => void {
  let timer = setTimeout(() => (timer = setTimeout(act, lookAgainMs)), Math.max(0, ms - lookAgainMs));
  return () => clearTimeout(timer);
}

/** What `work` comes to, or a rejection after so long: what it comes to later is nobody's. */
export function within<T>(ms: number, work: Promise<T>, otherwise: string): Promise<T> {
  return new Promise((resolve, reject) => {
    const callOff = after(ms, () => reject(new Error(otherwise)));
    work.then(resolve, reject).finally(callOff);
  });
}
