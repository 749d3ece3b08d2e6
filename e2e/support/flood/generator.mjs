/**
 * A flood in a process of its own, of low priority: on one machine it must not take the time of those whom it floods.
 * Its parent sends `{ host, port, request, rate }` and later `stop`; it answers with what has become of the requests.
 */
import { connect } from 'node:net';
import { constants, setPriority } from 'node:os';

const connections = 16;
/** The gateway ends a connection after 1,000 requests. */
const mostOnConnection = 900;
const tickMs = 5;
const patienceMs = 20_000;
const status = Buffer.from('HTTP/1.1 ');
const statusLength = status.length + 3;

let sent = 0;
let lost = 0;
/** Answers by status. */
const answered = {};

const answers = () => Object.values(answered).reduce((sum, count) => sum + count, 0);

/** A connection that is kept, and opened anew when it has ended. */
class Line {
  constructor(target) {
    this.target = target;
    this.open();
  }

  send() {
    if (this.count >= mostOnConnection) {
      this.socket.end();
      this.open();
    }
    this.count += 1;
    this.socket.write(this.target.request);
    sent += 1;
    this.unanswered.count += 1;
  }

  open() {
    const { host, port } = this.target;
    const unanswered = { count: 0 };
    let rest = Buffer.alloc(0);
    const socket = connect(port, host);
    socket.on('data', (chunk) => {
      const bytes = rest.length > 0 ? Buffer.concat([rest, chunk]) : chunk;
      let end = 0;
      for (
        let at = bytes.indexOf(status);
        at >= 0 && at + statusLength <= bytes.length;
        at = bytes.indexOf(status, end)
      ) {
        end = at + statusLength;
        const code = bytes.toString('latin1', end - 3, end);
        answered[code] = (answered[code] ?? 0) + 1;
        unanswered.count -= 1;
      }
      rest = bytes.subarray(Math.max(end, bytes.length - statusLength + 1));
    });
    socket.on('error', () => undefined);
    socket.on('close', () => {
      lost += unanswered.count;
      if (this.socket === socket) this.open();
    });
    Object.assign(this, { socket, unanswered, count: 0 });
  }
}

function start({ rate, ...target }) {
  const lines = Array.from({ length: connections }, () => new Line(target));
  const startedAt = performance.now();
  const timer = setInterval(() => {
    const due = ((performance.now() - startedAt) / 1_000) * rate;
    while (sent < due) lines[sent % connections].send();
  }, tickMs);
  process.once('message', () => {
    clearInterval(timer);
    const stoppedAt = performance.now();
    setInterval(() => {
      if (answers() + lost < sent && performance.now() - stoppedAt < patienceMs) return;
      process.send({ sent, answered, seconds: (performance.now() - startedAt) / 1_000 }, () => process.exit(0));
    }, 20);
  });
}

setPriority(constants.priority.PRIORITY_BELOW_NORMAL);
process.once('disconnect', () => process.exit(0));
process.once('message', start);
