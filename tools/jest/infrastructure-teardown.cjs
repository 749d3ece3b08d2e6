/** Stops what the setup started; leaves what it only reused. */
module.exports = async () => {
  await globalThis.testInfrastructure?.stop();
};
