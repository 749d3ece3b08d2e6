import { subjectOf } from '../../test/agreement-facts';
import { noticeIds } from './notice-ids';

const traceId = '4bf92f3577b34da6a3ce929d0e0e4736';

it('names a payment by both of its ids, and the trace', () => {
  const body = JSON.stringify({ paymentRequestId: 'request-1', paymentId: 'payment-1', paymentAmount: {} });
  const told = { kind: 'NOTIFY_PAYMENT', subject: 'request-1', body, traceId } as const;
  expect(noticeIds(told)).toEqual({ traceId, paymentRequestId: 'request-1', paymentId: 'payment-1' });
});

it.each([
  ['that failed', '{"paymentRequestId":"request-1"}'],
  ['whose text is not there', undefined],
])('names a payment %s by the id that it has', (_what, body) => {
  const told = { kind: 'NOTIFY_PAYMENT', subject: 'request-1', body, traceId: null } as const;
  expect(noticeIds(told)).toEqual({ paymentRequestId: 'request-1' });
});

it.each(['AUTHCODE_CREATED', 'TOKEN_CREATED', 'TOKEN_CANCELED'] as const)(
  'names the agreement of %s, and nothing secret',
  (kind) => {
    const told = { kind, subject: subjectOf('agreement-1'), body: '{"accessToken":"secret"}', traceId } as const;
    expect(noticeIds(told)).toEqual({
      traceId,
      authClientId: expect.any(String) as string,
      referenceAgreementId: 'agreement-1',
    });
  },
);
