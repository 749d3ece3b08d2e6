/** The part of kafkajs that tools/patch-kafkajs.mjs changes: the queue of requests of one broker connection. */
interface RequestQueue {
  push(request: {
    entry: { correlationId: number; resolve: () => void; reject: () => void };
    expectResponse: boolean;
    sendRequest: () => void;
  }): void;
  fulfillRequest(response: { correlationId: number; size: number; payload: Buffer }): void;
  checkPendingRequests(): void;
  maybeThrottle(timeMs: number): void;
}

type RequestQueueClass = new (options: object) => RequestQueue;

const RequestQueue = jest.requireActual<RequestQueueClass>('kafkajs/src/network/requestQueue');

const silent = { debug: () => undefined, warn: () => undefined };

const newQueue = () => new RequestQueue({ maxInFlightRequests: 1, requestTimeout: 30_000, logger: silent });

const request = (correlationId: number, sendRequest: () => void = () => undefined) => ({
  entry: { correlationId, resolve: () => undefined, reject: () => undefined },
  expectResponse: true,
  sendRequest,
});

describe('the request queue of the patched kafkajs', () => {
  beforeEach(() => {
    jest.useFakeTimers();
  });

  afterEach(() => {
    jest.useRealTimers();
  });

  it('schedules no timer while it is idle', () => {
    newQueue().checkPendingRequests();

    expect(jest.getTimerCount()).toBe(0);
  });

  it('schedules no timer after its last request was answered', () => {
    const queue = newQueue();

    queue.push(request(1));
    queue.fulfillRequest({ correlationId: 1, size: 0, payload: Buffer.alloc(0) });

    expect(jest.getTimerCount()).toBe(0);
  });

  it('sends a throttled request when the throttle ends, and is idle again', () => {
    const queue = newQueue();
    const sendRequest = jest.fn();

    queue.maybeThrottle(500);
    queue.push(request(1, sendRequest));
    jest.advanceTimersByTime(400);
    expect(sendRequest).not.toHaveBeenCalled();
    jest.advanceTimersByTime(200);

    expect(sendRequest).toHaveBeenCalledTimes(1);
    expect(jest.getTimerCount()).toBe(0);
  });
});
