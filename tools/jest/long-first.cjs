const { default: Sequencer } = require('@jest/test-sequencer');

const long = /\/apps\/payments\/test\/model\//;

/**
 * The model's specs come first: every spec file leaves an AsyncLocalStorage of jest-circus behind in its worker, through
 * which each later promise goes, and after a hundred files they take ten times as long.
 */
module.exports = class LongFirst extends Sequencer {
  sort(tests) {
    const sorted = super.sort(tests);
    return [true, false].flatMap((isLong) => sorted.filter(({ path }) => long.test(path) === isLong));
  }
};
