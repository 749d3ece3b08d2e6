import { Command } from 'commander';
import { agreementCommands } from '../src/cli/commands/agreements';
import { paymentCommands } from '../src/cli/commands/payments';
import { FakeWallet, parties, preparation, token } from './fake-wallet';

let mockStack: unknown;
jest.mock('../src/cli/config', () => ({ readStackFile: () => mockStack }));

/** An agreement that was made before the simulator was restarted. */
describe('an agreement that the simulator has forgotten', () => {
  const lines: string[] = [];
  const { exitCode } = process;
  let wallet: FakeWallet;

  beforeEach(async () => {
    lines.length = 0;
    wallet = await new FakeWallet().start();
    const [simulator, gateway] = [{ baseUrl: wallet.simulatorUrl }, { walletApiUrl: wallet.url }];
    mockStack = { simulator, gateway, ...parties, keys: { walletAppPrivate: 'none' } };
    jest.spyOn(process.stdout, 'write').mockImplementation((text) => lines.push(String(text)) > 0);
  });
  afterEach(async () => {
    jest.restoreAllMocks();
    process.exitCode = exitCode;
    await wallet.stop();
  });

  const simulator = async (...args: string[]) => {
    const program = new Command();
    agreementCommands(program);
    paymentCommands(program);
    await program.parseAsync(args, { from: 'user' });
  };
  const told = /does not know it: it was started at 20\S+Z and knows only what was made since; bind again: npm run/;

  it.each([
    ['pay', '--agreement'],
    ['unbind', '--agreement'],
  ])('is said to be one by %s %s', async (...command) => {
    await expect(simulator(...command, '20260101')).rejects.toThrow(told);
    expect(wallet.calls).toEqual([]);
  });

  it.each(['refresh', 'cancel-token', 'pay --token'])(
    'is said to be one by %s, which sends what it got',
    async (command) => {
      await simulator(...command.split(' '), token(7));
      expect(lines.join('')).toMatch(told);
      expect(JSON.stringify(wallet.calls)).toContain(token(7));
      expect(lines.join('')).not.toContain(token(7));
    },
  );

  it('is told from one without tokens', async () => {
    await wallet.simulate('/calls', { api: 'prepare', body: preparation });
    const { referenceAgreementId } = preparation;
    await expect(simulator('pay', '--agreement', referenceAgreementId)).rejects.toThrow('has no access token yet');
    await expect(simulator('refresh', referenceAgreementId)).rejects.toThrow('has no refresh token yet');
  });
});
