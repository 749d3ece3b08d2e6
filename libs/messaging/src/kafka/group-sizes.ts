import type { Admin, Kafka } from 'kafkajs';
import { DependencyFault } from '@wallet/service';

/** Asks Kafka how many members consumer groups have. A member that died counts until its session has ended. */
export class GroupSizes {
  private admin: Promise<Admin> | undefined;

  constructor(private readonly kafka: Kafka) {}

  /** By the group; 0 of one that Kafka does not know. Throws DependencyFault, and connects anew the next time. */
  async of(groupIds: readonly string[]): Promise<ReadonlyMap<string, number>> {
    this.admin ??= connected(this.kafka);
    try {
      const { groups } = await (await this.admin).describeGroups([...groupIds]);
      return new Map(groups.map(({ groupId, members }) => [groupId, members.length]));
    } catch (error) {
      await this.disconnect();
      throw new DependencyFault('Kafka', error);
    }
  }

  async disconnect(): Promise<void> {
    const { admin } = this;
    this.admin = undefined;
    await admin?.then((connection) => connection.disconnect()).catch(() => undefined);
  }
}

async function connected(kafka: Kafka): Promise<Admin> {
  const admin = kafka.admin();
  try {
    await admin.connect();
    return admin;
  } catch (error) {
    await admin.disconnect().catch(() => undefined);
    throw error;
  }
}
