import { SendingLoop } from './sending-loop';

const addresses = { origins: ['https://notify.example'], agreedPath: '/agreed' };

function scene() {
  const steps: string[] = [];
  const lane = (name: string) => ({
    wake: () => void steps.push(`wake ${name}`),
    stop: () => Promise.resolve(void steps.push(`stop ${name}`)),
  });
  const readdress = jest.fn(() => Promise.resolve(void steps.push('readdress')));
  return { steps, readdress, loop: new SendingLoop([lane('a'), lane('b')], { readdress }, addresses) };
}

beforeEach(() => void jest.useFakeTimers());
afterEach(() => void jest.useRealTimers());

it('has every lane look at once and then once a second, until it is stopped', async () => {
  const { steps, readdress, loop } = scene();
  await loop.start();
  expect(readdress).toHaveBeenCalledWith(['https://notify.example'], '/agreed');
  expect(steps.splice(0)).toEqual(['readdress', 'wake a', 'wake b']);
  jest.advanceTimersByTime(2_000);
  expect(steps.splice(0)).toEqual(['wake a', 'wake b', 'wake a', 'wake b']);
  await loop.stop();
  jest.advanceTimersByTime(2_000);
  expect(steps).toEqual(['stop a', 'stop b']);
});

it('does not start while it cannot say where everything goes', async () => {
  const { steps, readdress, loop } = scene();
  readdress.mockRejectedValueOnce(new Error('postgres: down'));
  await expect(loop.start()).rejects.toThrow('down');
  expect(steps).toEqual([]);
});
