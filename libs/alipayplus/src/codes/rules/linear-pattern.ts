import { RE2JS } from 're2js';

/** Is the pattern found in the text? In time linear in the text, whatever the pattern is. */
export type LinearPattern = (text: string) => boolean;

const longest = 2048;
/** The time for a character grows with the program; those of real rules have less than a hundred steps. */
const largestProgram = 4000;
/** Of all patterns that a code is asked: with the longest code some tenths of a second. */
export const mostSteps = 10_000;

/** RE2 has no lookahead. After `^` and plain characters, one at a fixed place, it is a question of its own. */
const lookahead = /^(?<before>\^[\w@:/-]*)\(\?(?<kind>[!=])(?<ahead>[^()]*)\)(?<after>.*)$/s;

let compiledSteps = 0;

/** The steps of all patterns that `work` compiles: what a text can cost, for each of its characters. */
export function metered<Made>(work: () => Made): { readonly made: Made; readonly steps: number } {
  const before = compiledSteps;
  const made = work();
  return { made, steps: compiledSteps - before };
}

function compile(pattern: string): LinearPattern {
  const compiled = RE2JS.compile(pattern);
  compiledSteps += compiled.programSize();
  if (compiled.programSize() > largestProgram) throw new RangeError('a pattern repeats too much');
  return (text) => compiled.test(text);
}

/** Rejects what RE2 cannot match in linear time, such as a back reference; the message names no value. */
export function linearPattern(pattern: string): LinearPattern {
  if (pattern.length > longest) throw new RangeError(`a pattern is longer than ${longest}`);
  const { before, kind, ahead, after } = lookahead.exec(pattern)?.groups ?? {};
  if (before === undefined) return compile(pattern);
  const isThere = compile(`${before}(?:${ahead})`);
  const rest = compile(`${before}${after}`);
  return (text) => isThere(text) === (kind === '=') && rest(text);
}
