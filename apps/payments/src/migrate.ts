import { main } from '@wallet/service';
import { migrate } from './adapters/postgres/database';
import { readMigrationConfig } from './config';

main(() => migrate(readMigrationConfig().database));
