import { currentTraceparent, withTrace } from './trace';

const given = '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-00';
const form = /^00-[0-9a-f]{32}-[0-9a-f]{16}-0[01]$/;

describe('a trace', () => {
  it('goes on as a child span, over awaits', async () => {
    const child = await withTrace(given, async () => {
      await Promise.resolve();
      return currentTraceparent();
    });
    expect(child).toMatch(/^00-4bf92f3577b34da6a3ce929d0e0e4736-(?!00f067aa0ba902b7)[0-9a-f]{16}-00$/);
  });

  it.each([undefined, '', 'x', `00-${'0'.repeat(32)}-00f067aa0ba902b7-00`, given.toUpperCase()])(
    'begins anew for %p',
    (traceparent) => {
      const begun = withTrace(traceparent, currentTraceparent);
      expect(begun).toMatch(form);
      expect(begun).not.toContain('4bf92f3577b34da6a3ce929d0e0e4736');
    },
  );

  it('is a new one each time outside of any', () => {
    expect(currentTraceparent()).toMatch(form);
    expect(currentTraceparent()).not.toBe(currentTraceparent());
  });
});
