import { Bind, type BindOptions } from '../src/cli/bind';
import { SimulatorClient } from '../src/cli/simulator-client';
import { Aborted, Transcript } from '../src/cli/transcript';
import { formOf } from '../src/http/request-body';
import { authCode, binding, FakeWallet, parties, token } from './fake-wallet';

const loginId = '852-52412345';

describe('bind', () => {
  const lines: string[] = [];
  /** What the consent page appends to the address of the merchant. */
  let appended: Record<string, string>;
  let wallet: FakeWallet;
  let transcript: Transcript;

  beforeEach(async () => {
    lines.length = 0;
    appended = {};
    wallet = new FakeWallet();
    addConsentPage();
    await wallet.start();
    transcript = new Transcript((line) => lines.push(line));
    wallet.answers.applyToken = { accessToken: token(1), refreshToken: token(2) };
  });
  afterEach(() => wallet.stop());

  /** As the wallet's is: knows its user by the session that the app gives, and tells Alipay+ of the code. */
  function addConsentPage(): void {
    wallet.server.get('/healthy', () => 'ok');
    wallet.server.get<{ Querystring: { session?: string } }>(
      '/consent/abcdefghijklmnopqrstu',
      async ({ query, url }, reply) => {
        reply.type('text/html');
        const app = `${wallet.simulatorUrl}/wallet-app?from=wallet&amp;return=${encodeURIComponent(`${wallet.url}${url}`)}`;
        if (query.session === undefined) return `<h1>Shop</h1><a href="/help">Help</a> <a href='${app}'>Go on</a>`;
        const user = await wallet.simulate('/wallet-app/session', { session: query.session });
        return `<h1>Shop &amp; Co asks\n ${String(user.loginId)}</h1><form action="/search"><input name="q"></form>
        <FORM METHOD="POST" ACTION="/consent/abcdefghijklmnopqrstu"><input type="hidden" name="form" value="a&amp;b">
        <button name="decision" value="give">Yes</button><button name="decision" value="refuse">No</button></FORM>`;
      },
    );
    wallet.server.post('/consent/abcdefghijklmnopqrstu', async (request, reply) => {
      const { form, decision } = formOf(request.body);
      const asked = wallet.calls[0] as { authRedirectUrl: string; authState: string };
      if (form !== 'a&b') return reply.code(400).send();
      const { authState } = asked;
      const notice = { authorizationNotifyType: 'AUTHCODE_CREATED', ...binding, authCode, authState };
      if (decision === 'give') await wallet.call('authNotify', notice);
      if (decision === 'give') await wallet.call('authNotify', notice);
      const query = { ...(decision === 'give' && { authCode }), authState, ...appended };
      const address = `${asked.authRedirectUrl}&${new URLSearchParams(query).toString()}`.replaceAll('&', '&amp;');
      reply.type('text/html');
      return `<html><head><META HTTP-EQUIV="refresh" CONTENT="0; url=${address}"></head><h1>On you go</h1></html>`;
    });
  }

  const bind = (over: Partial<BindOptions> = {}) => {
    const asked = { binding: { ...parties, ...binding }, loginId, merchantName: 'Shop', refuse: false };
    return new Bind(new SimulatorClient(wallet.simulatorUrl), transcript, {
      ...asked,
      authNotify: [],
      codes: { waitMs: 5_000 },
      ...over,
    });
  };

  it('by SMS applies for tokens with the code on the phone, which are shown in part, and knows its agreement', async () => {
    wallet.answers.prepare = { authCode, verifyRequestId: 'v-1' };
    wallet.beforeAnswer = ({ authorizationAction }) =>
      authorizationAction === 'SMS'
        ? wallet.simulate('/sms', { to: '+85252412345', text: '123456 is your code.' })
        : Promise.resolve();
    await bind().bySms();
    expect(transcript.ids).toEqual({ referenceAgreementId: binding.referenceAgreementId });
    expect(transcript.faults).toEqual([]);
    const otpVerification = { otpCode: '123456', verifyRequestId: 'v-1' };
    expect(wallet.calls.at(-1)).toMatchObject({ authCode, grantType: 'VERIFICATION_CODE', otpVerification });
    expect(lines.join('\n')).toContain('accessToken=28160003…');
    expect(lines.join('\n')).not.toMatch(/281600[01]3\w/);
  });

  it('by redirect takes the user over the consent page and the app, and shows each notice', async () => {
    wallet.answers.prepare = { authUrl: `${wallet.url}/consent/abcdefghijklmnopqrstu` };
    await bind({ authNotify: ['U'] }).byRedirect();
    expect(transcript.ids).toEqual({ referenceAgreementId: binding.referenceAgreementId });
    expect(transcript.faults).toEqual([]);
    expect(wallet.calls.at(-1)).toMatchObject({ authCode, grantType: 'AUTHORIZATION_CODE' });
    const said = lines.join('\n');
    expect(said).toContain(`"Shop & Co asks ${loginId}"`);
    expect(said).toMatch(/browser POST http:\S+\/consent\/abcdefgh…  200/);
    expect(said).toMatch(/answered U(.|\n)*answered S/);
    expect(said).not.toMatch(/281600[01]3\w/);
  });

  it('by redirect ends without tokens when the user refuses', async () => {
    wallet.answers.prepare = { authUrl: `${wallet.url}/consent/abcdefghijklmnopqrstu` };
    await bind({ refuse: true }).byRedirect();
    expect(transcript.faults).toEqual([]);
    expect(wallet.calls).toHaveLength(1);
  });

  it('says what is wrong when the user comes back with another authState', async () => {
    wallet.answers.prepare = { authUrl: `${wallet.url}/consent/abcdefghijklmnopqrstu` };
    appended = { authState: 'other' };
    await expect(bind().byRedirect()).rejects.toThrow(Aborted);
    expect(transcript.faults).toEqual(['7 Back at the merchant: the authState is not what was sent']);
  });

  it.each([
    ['asks nothing', '/healthy', '3 Go to the wallet app: the page has no link to it'],
    ['is not there', '/nothing', '2 Open the consent page: expected 200, got 404'],
  ])('says what is wrong when the page %s', async (_, path, fault) => {
    wallet.answers.prepare = { authUrl: wallet.url + path };
    await expect(bind().byRedirect()).rejects.toThrow(Aborted);
    expect(transcript.faults).toEqual([fault]);
  });

  it('plans its faults for the notices of its own agreement', async () => {
    wallet.answers.prepare = { authUrl: `${wallet.url}/consent/abcdefghijklmnopqrstu` };
    await bind({ authNotify: ['F'] }).byRedirect();
    const agreement = await wallet.simulate(`/agreements/${binding.referenceAgreementId}`);
    expect(agreement).toMatchObject({ status: 'ACTIVE', notices: [{ answered: 'F' }, { answered: 'S' }] });
  });
});
