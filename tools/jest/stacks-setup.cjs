const { join } = require('node:path');
const startServers = require('./infrastructure-setup.cjs');

/** The servers, and one migrated database of which every stack gets a copy; specs find its name in TEST_STACK_TEMPLATE. */
module.exports = async () => {
  await startServers();
  if (!globalThis.testInfrastructure) return;
  const { migratedTemplate } = require('../local-stack/dist/index.js');
  const { databaseUrl } = globalThis.testInfrastructure;
  const dir = join(__dirname, '../../.local/e2e/template');
  process.env.TEST_STACK_TEMPLATE = await migratedTemplate(databaseUrl, 'stack_template', dir);
};
