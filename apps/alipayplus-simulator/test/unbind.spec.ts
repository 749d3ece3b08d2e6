import { generateKeyPairSync } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { jwtVerify } from 'jose';
import { Notices } from '../src/cli/notices';
import { SimulatorClient } from '../src/cli/simulator-client';
import { Aborted, Transcript } from '../src/cli/transcript';
import { unbind } from '../src/cli/unbind';
import { WalletAppClient } from '../src/cli/wallet-app-client';
import { binding, FakeWallet, preparation, token } from './fake-wallet';

const agreementId = '0b7ce7a5-0000-4000-8000-000000000001';
const { referenceAgreementId } = binding;

describe('unbind', () => {
  const keys = generateKeyPairSync('ed25519');
  const dir = mkdtempSync(join(tmpdir(), 'wallet-app-'));
  const keyFile = join(dir, 'wallet-app-private.pem');
  const lines: string[] = [];
  let authorization: string;
  let status: number;
  let wallet: FakeWallet;
  let transcript: Transcript;

  beforeAll(() => writeFileSync(keyFile, keys.privateKey.export({ format: 'pem', type: 'pkcs8' })));
  afterAll(() => rmSync(dir, { recursive: true }));

  beforeEach(async () => {
    status = 200;
    wallet = new FakeWallet();
    wallet.server.get('/wallet/v1/agreements', () => ({
      agreements: [
        { agreementId: '0b7ce7a5-0000-4000-8000-000000000002', referenceAgreementId: 'another' },
        { agreementId, referenceAgreementId, authClientName: 'Shop' },
      ],
    }));
    wallet.server.post(`/wallet/v1/agreements/${agreementId}/unbind`, async ({ headers }, reply) => {
      authorization = String(headers.authorization);
      const cancelled = { authorizationNotifyType: 'TOKEN_CANCELED', ...binding, accessToken: token(1) };
      if (status === 200) await wallet.call('authNotify', cancelled);
      return reply.code(status).send({ code: 'unbind-at-merchant' });
    });
    await wallet.start();
    await wallet.simulate('/calls', { api: 'prepare', body: preparation });
    transcript = new Transcript((line) => lines.push(line));
  });
  afterEach(() => wallet.stop());

  const unbindBy = (wanted: { agreementId?: string; referenceAgreementId?: string }) => {
    const app = new WalletAppClient(wallet.url, keyFile, 'customer-1');
    const notices = new Notices(new SimulatorClient(wallet.simulatorUrl), transcript);
    return unbind({ app, transcript, notices }, { agreementId: undefined, referenceAgreementId: undefined, ...wanted });
  };

  it.each([{ agreementId }, { referenceAgreementId }])(
    "ends the agreement by the app's signed word and shows the notice: %j",
    async (wanted) => {
      await unbindBy(wanted);
      expect(transcript.faults).toEqual([]);
      expect(lines.join('\n')).toContain('TOKEN_CANCELED');
      const jwt = authorization.replace('Bearer ', '');
      const { payload } = await jwtVerify(jwt, keys.publicKey, { audience: 'wallet-api', maxTokenAge: '1m' });
      expect(payload).toMatchObject({ sub: 'customer-1', exp: payload.iat! + 300 });
    },
  );

  it('says so when the merchant must do it, or the agreement is not there', async () => {
    status = 409;
    await expect(unbindBy({ referenceAgreementId })).rejects.toThrow(Aborted);
    await expect(unbindBy({ referenceAgreementId: 'other' })).rejects.toThrow(Aborted);
    expect(transcript.faults).toEqual([
      '2 Unbind: expected 200, got 409 {"code":"unbind-at-merchant"}',
      '1 List the agreements: the agreement is not among them',
    ]);
  });
});
