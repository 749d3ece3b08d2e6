import { DependencyFault } from './errors';
import { createLogger } from './logger';

function capture() {
  const lines: string[] = [];
  const logger = createLogger('test', 'info', { write: (line) => void lines.push(line) });
  const last = () => JSON.parse(lines.at(-1) ?? '{}') as Record<string, unknown>;
  return { logger, lines, last };
}

describe('the logger', () => {
  it('writes JSON with the service and the level by name', () => {
    const { logger, last } = capture();
    logger.info('hello');
    expect(last()).toMatchObject({ service: 'test', level: 'info', msg: 'hello' });
  });

  it('hides secrets at the depths where they occur', () => {
    const { logger, lines } = capture();
    const secrets = { signature: 's3cret', authorization: 's3cret', accessToken: 's3cret', mobileNumber: 's3cret' };
    logger.info({ ...secrets, headers: secrets, request: { body: { otpCode: 's3cret', sealedOtpCode: 's3cret' } } });
    logger.info({ sms: { to: 's3cret' } });
    expect(lines.join()).not.toContain('s3cret');
    expect(lines.join()).toContain('[redacted]');
  });

  it('logs an error with its cause and without the parameters of its statement', () => {
    const { logger, lines, last } = capture();
    const cause = Object.assign(new Error('refused'), { code: 'ECONNREFUSED', parameters: ['s3cret'] });
    logger.error({ err: new DependencyFault('postgres', cause) });
    expect(last()['err']).toMatchObject({
      type: 'DependencyFault',
      message: 'postgres: refused',
      cause: { code: 'ECONNREFUSED' },
    });
    expect(lines.join()).not.toContain('s3cret');
  });
});
