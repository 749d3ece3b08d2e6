/** A server that answers every request with the same bytes: a flood of it costs what the flood itself costs. Sends its port. */
import { createServer } from 'node:net';

const end = Buffer.from('\r\n\r\n');
const answer = 'HTTP/1.1 429 Too Many Requests\r\ncontent-length: 0\r\n\r\n';

const server = createServer((socket) => {
  socket.on('error', () => undefined);
  socket.on('data', (bytes) => {
    let count = 0;
    for (let at = bytes.indexOf(end); at >= 0; at = bytes.indexOf(end, at + end.length)) count += 1;
    socket.write(answer.repeat(count));
  });
});
server.listen(0, '127.0.0.1', () => process.send(server.address().port));
process.once('disconnect', () => process.exit(0));
