/**
 * Applied after every install to kafkajs 2.2.4. Needs no dependency, may run any number of times, and refuses a kafkajs
 * that it does not know.
 */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const patches = [
  {
    /** A timer was armed again with a negative delay while there was nothing to send: 4 % of a core for an idle consumer. */
    reason: 'https://github.com/tulios/kafkajs/issues/1751',
    file: 'network/requestQueue/index.js',
    original: `        scheduleAt = scheduleAt > 0 ? scheduleAt : CHECK_PENDING_REQUESTS_INTERVAL
      }
`,
    patched: `        scheduleAt = scheduleAt > 0 ? scheduleAt : CHECK_PENDING_REQUESTS_INTERVAL
      } else if (scheduleAt <= 0) {
        return
      }
`,
  },
  {
    /** Another broker takes over the groups of one that is gone and knows their members: nobody need join again. */
    reason: 'docs/decisions/0022-a-consumer-joins-again.md',
    file: 'consumer/consumerGroup.js',
    original: `        await this.coordinator.heartbeat(payload)
        this.instrumentationEmitter.emit(HEARTBEAT, payload)
`,
    patched: `        try {
          await this.coordinator.heartbeat(payload)
        } catch (e) {
          if (e.type) throw e
          try {
            this.coordinator = await this.cluster.findGroupCoordinator({ groupId })
          } catch (cause) {
            throw new KafkaJSError(cause)
          }
          if (this.offsetManager) this.offsetManager.coordinator = this.coordinator
          await this.coordinator.heartbeat(payload)
        }
        this.instrumentationEmitter.emit(HEARTBEAT, payload)
`,
  },
  {
    /** A broker that refuses connections must not end the fetches from the others. */
    reason: 'docs/decisions/0022-a-consumer-joins-again.md',
    file: 'consumer/consumerGroup.js',
    original: `    if (e.name === 'KafkaJSBrokerNotFound' || e.name === 'KafkaJSConnectionClosedError') {
      this.logger.debug(\`\${e.message}, refreshing metadata and retrying...\`)
      await this.cluster.refreshMetadata()
`,
    patched: `    if (e.name === 'KafkaJSBrokerNotFound' || e.name === 'KafkaJSConnectionError') {
      this.logger.debug(\`\${e.message}, refreshing metadata and retrying...\`)
      await sleep(this.maxWaitTime)
      await this.cluster.refreshMetadata()
`,
  },
];

function apply({ file, original, patched, reason }) {
  const target = fileURLToPath(new URL(`../node_modules/kafkajs/src/${file}`, import.meta.url));
  if (!existsSync(target)) return;
  const source = readFileSync(target, 'utf8');
  if (source.includes(patched)) return;
  if (source.split(original).length !== 2) {
    throw new Error(
      `${target} is not the source of kafkajs 2.2.4. If kafkajs was updated, see whether what ${reason} says is ` +
        'mended there, then change or remove tools/patch-kafkajs.mjs.',
    );
  }
  writeFileSync(
    target,
    source.replace(original, () => patched),
  );
}

try {
  patches.forEach(apply);
} catch (error) {
  console.error(`patch-kafkajs: ${error.message}`);
  process.exitCode = 1;
}
