import { spawn } from 'node:child_process';
import type { Socket } from 'node:net';
import type { Writable } from 'node:stream';

/**
 * Reads process groups from its input until this process ends in whatever way (also by SIGKILL), which closes the pipe; then it
 * ends those groups. `+ pid` adds one, `- pid` takes it off.
 */
const SCRIPT = `
groups=' '
while read -r sign pid; do
  case $sign in
    +) groups="$groups$pid " ;;
    -) groups="\${groups%% $pid *} \${groups#* $pid }" ;;
  esac
done
[ "$groups" = ' ' ] && exit 0
for pid in $groups; do kill -s INT -- "-$pid"; done 2>/dev/null
for second in 1 2 3 4 5; do
  alive=
  for pid in $groups; do kill -s 0 -- "-$pid" && alive=yes; done 2>/dev/null
  [ -z "$alive" ] && exit 0
  sleep 1
done
for pid in $groups; do kill -s KILL -- "-$pid"; done 2>/dev/null
`;

let input: Writable | undefined;

function pipe(): Writable {
  if (input) return input;
  const child = spawn('sh', ['-c', SCRIPT], { detached: true, stdio: ['pipe', 'ignore', 'ignore'], cwd: '/' });
  child.unref();
  child.stdin.on('error', () => undefined);
  (child.stdin as Socket).unref();
  input = child.stdin;
  return input;
}

/** From now on the process group `pid` does not outlive this process. */
export function watch(pid: number): void {
  pipe().write(`+ ${pid}\n`);
}

export function unwatch(pid: number): void {
  pipe().write(`- ${pid}\n`);
}
