import { makeTopics, topicSettings, topicsOptions, topicsUsage } from '@wallet/messaging';
import { createLogger, main } from '@wallet/service';
import { readTopicsConfig } from './config';

main(async () => {
  const options = topicsOptions(process.argv.slice(2));
  if (options.help) return void process.stdout.write(`${topicsUsage}\n`);
  const config = readTopicsConfig();
  const logger = createLogger('topics', config.LOG_LEVEL);
  await makeTopics(options, { ...config.kafka, ...topicSettings(config), logger });
});
