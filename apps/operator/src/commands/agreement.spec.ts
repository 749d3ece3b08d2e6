import { FakeEndpoint, note, runCli, sure } from '../../test/run-cli';

const agreement = {
  agreementId: '0c5c2ad1-6a3f-4d0f-9d3a-3f6f0a6b7c21',
  authClientId: '218823863726123456789',
  referenceAgreementId: '667d730b56123456789',
  authClientName: 'TestClientName',
  scopes: ['AGREEMENT_PAY', 'SEND_OTP'],
  status: 'ACTIVE',
  madeAt: '2025-11-22T06:00:00.000Z',
};
const cancelled = { ...agreement, status: 'CANCELLED', cancelledAt: '2025-11-23T06:00:00.000Z' };

describe('agreement list', () => {
  it('lists those of a customer', async () => {
    const endpoint = new FakeEndpoint(() => ({ agreements: [agreement, cancelled] }));
    const { out, service } = await runCli(['agreement', 'list', '+852/52412345'], endpoint);
    expect(endpoint.calls).toEqual([['/operator/v1/agreements?customer=%2B852%2F52412345']]);
    expect(service).toBe('auth');
    const [, first, second] = out.split('\n');
    expect(first).toMatch(
      /^0c5c2ad1-\S+ +667d730b56123456789 +ACTIVE +2025-11-22T06:00:00.000Z +- +AGREEMENT_PAY,SEND_OTP +TestClientName/,
    );
    expect(second).toContain('CANCELLED  2025-11-22T06:00:00.000Z  2025-11-23T06:00:00.000Z');
    const json = await runCli(['agreement', 'list', '1', '--json'], endpoint);
    expect(JSON.parse(json.out)).toEqual({ agreements: [agreement, cancelled] });
  });

  it('says that there are none', async () => {
    const endpoint = new FakeEndpoint(() => ({ agreements: [] }));
    expect((await runCli(['agreement', 'list', '1'], endpoint)).out).toBe('no agreements\n');
  });
});

describe('agreement revoke', () => {
  it.each([
    [true, 'is now CANCELLED'],
    [false, 'was already CANCELLED'],
  ])('says whether it changed something: %p', async (changed, words) => {
    const endpoint = new FakeEndpoint(() => ({ changed, agreement: cancelled }));
    const id = agreement.agreementId;
    const { out, service } = await runCli(['agreement', 'revoke', id, ...sure], endpoint);
    expect([out, service]).toEqual([`agreement ${id} ${words}\n`, 'auth']);
    expect(endpoint.calls).toEqual([[`/operator/v1/agreements/${id}/revoke`, note]]);
    const json = await runCli(['agreement', 'revoke', id, ...sure, '--json'], endpoint);
    expect(JSON.parse(json.out)).toEqual({ changed, agreement: cancelled });
  });
});
