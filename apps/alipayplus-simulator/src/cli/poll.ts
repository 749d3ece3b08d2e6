const pollMs = 50;

/** Looks again and again; undefined when there was nothing to see within the time. */
export async function poll<Found>(
  timeoutMs: number,
  look: () => Promise<Found | undefined>,
): Promise<Found | undefined> {
  const deadline = Date.now() + timeoutMs;
  for (;;) {
    const found = await look();
    if (found !== undefined || Date.now() > deadline) return found;
    await new Promise((resolve) => setTimeout(resolve, pollMs));
  }
}
