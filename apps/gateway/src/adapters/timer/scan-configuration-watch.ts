import { BatchLoop, type Logger } from '@wallet/service';

const everyMs = 1_000;

/** Asks for the scan configuration when it is due. */
export class ScanConfigurationWatch extends BatchLoop {
  constructor(refresh: { execute(): Promise<void> }, logger: Logger, periodMs = everyMs) {
    super({ name: 'scan configuration', periodMs, execute: () => refresh.execute().then(() => false), logger });
  }
}
