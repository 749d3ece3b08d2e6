import { freePort } from './ports';

test('no two processes of a stack get the same port', async () => {
  const ports = await Promise.all(Array.from({ length: 1_000 }, () => freePort()));
  expect(new Set(ports).size).toBe(1_000);
});
