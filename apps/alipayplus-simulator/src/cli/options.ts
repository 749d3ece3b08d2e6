import { isKeyVersion, keyVersionForm } from '@wallet/kernel';
import { errorMessage } from '@wallet/service';
import { InvalidArgumentError } from 'commander';
import { z } from 'zod';
import { isScanBehaviour, type ScanBehaviour } from '../scan/scan-behaviour';
import type { NoticeBehaviour } from '../wire/notice-behaviour';
import { parseFaults, type FaultRule } from '../faults/fault-rules';

/** Parses an amount in minor units. */
export function minorUnits(text: string): string {
  if (/^[1-9]\d*$/.test(text)) return text;
  throw new InvalidArgumentError('give minor units, e.g. 12050 for HKD 120.50');
}

export function count(text: string): number {
  if (/^\d$/.test(text)) return Number(text);
  throw new InvalidArgumentError('give a digit');
}

export function positiveCount(text: string): number {
  if (/^[1-9]\d{0,5}$/.test(text)) return Number(text);
  throw new InvalidArgumentError('give a number, 1 to 999999');
}

export function seconds(text: string): number {
  const given = Number(text);
  if (given >= 0.05 && given <= 3_600) return given;
  throw new InvalidArgumentError('give seconds, 0.05 to 3600');
}

const faults: readonly string[] = ['F', 'U', 'hang', 'drop'] satisfies NoticeBehaviour[];

/** `--auth-notify U 2`, as commander hands it over word by word, becomes the next two answers. */
export function plannedFaults(word: string, earlier: readonly NoticeBehaviour[] = []): readonly NoticeBehaviour[] {
  const [fault, ...more] = earlier;
  if (fault === undefined && faults.includes(word)) return [word as NoticeBehaviour];
  if (fault !== undefined && more.length === 0 && /^[1-9]$/.test(word))
    return Array.from({ length: Number(word) }, () => fault);
  throw new InvalidArgumentError(`give ${faults.join(', ')} and perhaps how often, 1 to 9`);
}

/** `--faults late:4900,F:ACCESS_DENIED*2` becomes the next three answers. */
export function faultSequence(text: string): readonly NoticeBehaviour[] {
  return text.split(',').flatMap((each) => {
    const [rule] = readFaults(each);
    if (!rule || rule.endpoint !== undefined || each.includes('@'))
      throw new InvalidArgumentError('give faults, each perhaps with *count');
    return Array.from({ length: rule.count ?? 1 }, () => rule.fault);
  });
}

/** `--answers U*2,drop,S`. */
export function scanAnswers(text: string): readonly ScanBehaviour[] {
  return text.split(',').flatMap((each) => {
    const [, answer = '', times = '1'] = /^(.*?)(?:\*([1-9]\d{0,2}))?$/.exec(each.trim()) ?? [];
    if (!isScanBehaviour(answer)) throw new InvalidArgumentError(`no such answer: ${each}`);
    return Array.from({ length: Number(times) }, () => answer);
  });
}

function readFaults(text: string): FaultRule[] {
  try {
    return parseFaults(text);
  } catch (error) {
    throw new InvalidArgumentError(errorMessage(error));
  }
}

export function timeScale(text: string): number {
  const scale = Number(text);
  if (scale > 0 && scale <= 1) return scale;
  throw new InvalidArgumentError('give a number above 0, at most 1');
}

export function keyVersion(text: string): string {
  if (text === 'newest' || isKeyVersion(text)) return text;
  throw new InvalidArgumentError(`give ${keyVersionForm}, or newest`);
}

export function exactKeyVersion(text: string): string {
  if (isKeyVersion(text)) return text;
  throw new InvalidArgumentError(`give ${keyVersionForm}`);
}

/** `1,2`, or `none`. */
export function keyVersions(text: string): readonly string[] {
  if (text === 'none') return [];
  const versions = text.split(',');
  if (versions.every(isKeyVersion)) return versions;
  throw new InvalidArgumentError(`give versions such as 1,2, each ${keyVersionForm}, or none`);
}

const wordList = z.array(z.string()).min(1);

/** Words between spaces, or a JSON list of them where one has a space itself. */
export function commandWords(text: string): readonly string[] {
  const trimmed = text.trim();
  const words = trimmed.startsWith('[') ? listedWords(trimmed) : trimmed.split(/\s+/);
  if (words?.[0]) return words;
  throw new InvalidArgumentError('give a program and its arguments, as words or as a JSON list of texts');
}

function listedWords(text: string): readonly string[] | undefined {
  try {
    return wordList.parse(JSON.parse(text));
  } catch {
    return undefined;
  }
}
