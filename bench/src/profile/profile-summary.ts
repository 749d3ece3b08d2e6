import { readFileSync } from 'node:fs';
import { timeBy, type CallFrame, type CpuProfile, type Micros } from './cpu-profile';

const starting = '(loading modules)';
const shown = 15;

const packageIn = /.*\/node_modules\/((?:@[^/]+\/)?[^/]+)/;
const ownIn = /\/((?:apps|libs)\/[^/]+|bench)\/dist\//;

function ownerOf({ url }: CallFrame): string | undefined {
  if (/^node:internal\/(modules|bootstrap)/.test(url)) return starting;
  if (/^node:(internal\/)?async_hooks/.test(url)) return '(async_hooks)';
  return packageIn.exec(url)?.[1] ?? ownIn.exec(url)?.[1];
}

/** The package that does the work or for which Node does it. */
function packageOf(stack: readonly CallFrame[]): string {
  const [innermost] = stack;
  if (innermost && /^\((garbage collector|program)\)$/.test(innermost.functionName)) return innermost.functionName;
  return stack.map(ownerOf).find((owner) => owner !== undefined) ?? '(node)';
}

function functionOf(stack: readonly CallFrame[]): string {
  const [innermost] = stack;
  if (!innermost || packageOf(stack) === starting) return starting;
  const { functionName, url, lineNumber } = innermost;
  const file = url.replace(/.*\/node_modules\//, '').replace(/.*\/((apps|libs|bench)\/)/, '$1');
  return [functionName || '(anonymous)', file && `${file}:${lineNumber + 1}`].join(' ').trimEnd();
}

function heaviest(times: Micros): string[] {
  const running = [...times].filter(([name]) => name !== starting);
  const total = running.reduce((sum, [, micros]) => sum + micros, 0);
  const sorted = running.toSorted(([, a], [, b]) => b - a).slice(0, shown);
  return sorted.map(([name, micros]) => `${((100 * micros) / total).toFixed(1).padStart(5)} %  ${name}`);
}

/** Where a process spent the time of its main thread after loading its modules: by package, and by function alone. */
export function profileSummary(file: string): string {
  const profile = JSON.parse(readFileSync(file, 'utf8')) as CpuProfile;
  return [
    'by package, with what Node does for it:',
    ...heaviest(timeBy(profile, packageOf)),
    'by function:',
    ...heaviest(timeBy(profile, functionOf)),
  ].join('\n');
}
