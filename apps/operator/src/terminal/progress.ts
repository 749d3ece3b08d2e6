const everyMs = 2_000;

/** Every two seconds `remark` gets what the work has last said that it does. */
export async function withProgress<T>(
  remark: (text: string) => void,
  work: (say: (doing: string) => void) => Promise<T>,
): Promise<T> {
  let doing = '';
  const timer = setInterval(() => remark(doing), everyMs);
  try {
    return await work((text) => (doing = text));
  } finally {
    clearInterval(timer);
  }
}
