/** `MODEL_SEED`: the seed to see again, with its trace. */
export const replayedSeed = Number(process.env['MODEL_SEED'] ?? 0);

/** `MODEL_SEEDS`: how many seeds are run, in CI 2,000. */
export const seedCount = Number(process.env['MODEL_SEEDS'] ?? 2_000);
