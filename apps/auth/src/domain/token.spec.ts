import { newToken } from './token';

describe('a token', () => {
  it('has the form of Alipay+ and is never made twice', () => {
    const tokens = Array.from({ length: 10_000 }, () => newToken('600'));
    expect(new Set(tokens).size).toBe(tokens.length);
    for (const token of tokens) expect(token).toMatch(/^281\d{3}03[0-9A-F]{32}$/);
  });
});
