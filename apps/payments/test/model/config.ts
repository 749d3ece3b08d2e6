/** `MODEL_SEED`: the seed to see again, with its trace. */
export const replayedSeed = Number(process.env['MODEL_SEED'] ?? 0);

/** `MODEL_SEEDS`: how many seeds are run, in CI 2,000. */
export const seedCount = Number(process.env['MODEL_SEEDS'] ?? 2_000);

/** `REFUND_SPLITS`: how many payments are refunded in random parts; 20,000 before a release. */
export const refundSplits = Number(process.env['REFUND_SPLITS'] ?? 2_000);
