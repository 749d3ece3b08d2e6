import { run } from './run';

const ids = { paymentRequestId: 'r-1', paymentId: 'p-1', referenceAgreementId: 'a-1' };

describe('what a command prints last', () => {
  const written: string[] = [];
  let exitCode: typeof process.exitCode;

  beforeEach(() => {
    exitCode = process.exitCode;
    written.length = 0;
    jest.spyOn(process.stdout, 'write').mockImplementation((text) => written.push(String(text)) > 0);
  });
  afterEach(() => {
    jest.restoreAllMocks();
    process.exitCode = exitCode;
  });

  it('is the ids of its payment and agreement, below what it says otherwise', async () => {
    await run({ json: false }, (transcript) => {
      transcript.about({ paymentRequestId: 'r-1' });
      transcript.about({ paymentId: 'p-1', referenceAgreementId: 'a-1' });
      return Promise.resolve('Repeat it');
    });
    expect(written.slice(1)).toEqual(['Repeat it\n', 'paymentRequestId=r-1 paymentId=p-1 referenceAgreementId=a-1\n']);
  });

  it('is the ids also of what went wrong, and nothing without any', async () => {
    const wrong = 'WRONG: Pay: expected paid\n';
    await run({ json: false }, (transcript) => {
      transcript.about({ paymentRequestId: 'r-1', referenceAgreementId: undefined });
      transcript.note('Pay', 'refused', 'expected paid');
      return Promise.resolve();
    });
    expect(written.slice(-2)).toEqual([wrong, 'paymentRequestId=r-1\n']);
    written.length = 0;
    await run({ json: false }, () => Promise.resolve());
    expect(written).toEqual(['The outcome and every signature were right.\n']);
  });

  it('holds the ids apart from the steps as JSON', async () => {
    await run({ json: true }, (transcript) => Promise.resolve(transcript.about(ids)));
    expect(JSON.parse(written.join(''))).toEqual({ ok: true, ids, faults: [], steps: [] });
  });
});
