/**
 * Applied after every install: stops kafkajs 2.2.4 from re-arming a timer with a negative delay while it has nothing to
 * send (https://github.com/tulios/kafkajs/issues/1751), which costs an idle consumer 4 % of a core. Needs no dependency,
 * may run any number of times, and refuses a kafkajs that it does not know.
 */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const target = fileURLToPath(new URL('../node_modules/kafkajs/src/network/requestQueue/index.js', import.meta.url));

const original = `        scheduleAt = scheduleAt > 0 ? scheduleAt : CHECK_PENDING_REQUESTS_INTERVAL
      }
`;
const patched = `        scheduleAt = scheduleAt > 0 ? scheduleAt : CHECK_PENDING_REQUESTS_INTERVAL
      } else if (scheduleAt <= 0) {
        return
      }
`;

if (existsSync(target)) {
  const source = readFileSync(target, 'utf8');
  if (source.split(original).length === 2) {
    writeFileSync(target, source.replace(original, patched));
  } else if (!source.includes(patched)) {
    console.error(
      `patch-kafkajs: ${target} is not the source of kafkajs 2.2.4. ` +
        'If kafkajs was updated, see whether issue 1751 is fixed there, then change or remove tools/patch-kafkajs.mjs.',
    );
    process.exit(1);
  }
}
