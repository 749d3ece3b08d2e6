import { AgedCommands } from './aged-commands';
import type { Commands } from '../dispatch';

/** Who calls the gateway. Each kind of caller has waiters and a bound of its own. */
export type CommandsByCaller = Readonly<{
  alipayplus: Commands & Pick<AgedCommands, 'oldestMs'>;
  browser: Commands;
  'wallet-app': Commands;
}>;

/** Commands that count only what is asked through them: what others wait for takes none of these callers' places. */
class OwnWaiters implements Commands {
  private count = 0;

  constructor(private readonly commands: Pick<Commands, 'ask'>) {}

  get waiting(): number {
    return this.count;
  }

  ask: Commands['ask'] = async (topic, payload, call) => {
    this.count += 1;
    try {
      return await this.commands.ask(topic, payload, call);
    } finally {
      this.count -= 1;
    }
  };
}

export const commandsByCaller = (commands: Pick<Commands, 'ask'>): CommandsByCaller => ({
  alipayplus: new AgedCommands(new OwnWaiters(commands)),
  browser: new OwnWaiters(commands),
  'wallet-app': new OwnWaiters(commands),
});
