import { agreementOf, at, graceMs, start } from '../../test/sample-agreement';
import type { Agreement } from './agreement';
import { decideCodeGrant, type CodeGrant, type IssuedCode } from './code-grant';

const live: IssuedCode = { status: 'LIVE', flow: 'SMS', authClientId: 'client', expiresAt: at(600) };
const used: IssuedCode = { ...live, status: 'USED' };
const burnt: IssuedCode = { ...live, status: 'BURNT' };
const made = agreementOf({ generation: 1, generationMadeAt: start });
const grant: CodeGrant = { flow: 'SMS', authClientId: 'client', verdict: 'accepted', isDuplicate: false };

const issue = { decision: 'issue' };
const repeat = { decision: 'repeat' };
const refuse = (refusal: string, ends = {}) => ({ decision: 'refuse', refusal, ...ends });
const undecided = (reason: string) => ({ decision: 'undecided', reason });
const reused = refuse('CodeUsed', { revoke: 'CODE_REUSED' });

const decide = (code: IssuedCode | undefined, over: Partial<CodeGrant>, seconds: number, agreement?: Agreement) =>
  decideCodeGrant(code, agreement, { ...grant, ...over }, { now: at(seconds), graceMs });

describe('a code for tokens', () => {
  it.each<[string, IssuedCode | undefined, Partial<CodeGrant>, number, object]>([
    ['unknown', undefined, {}, 1, refuse('CodeInvalid')],
    ['at 9:59', live, {}, 599, issue],
    ['at 10:00', live, {}, 600, refuse('CodeExpired')],
    ['at 10:01', live, {}, 601, refuse('CodeExpired')],
    ['with a wrong OTP', live, { verdict: 'wrong' }, 1, undecided('otp-wrong')],
    ['with an OTP that cannot be checked', live, { verdict: 'unavailable' }, 1, undecided('fault')],
    ['with the OTP of something else', live, { verdict: 'foreign' }, 1, undecided('fault')],
    ['without tries left', live, { verdict: 'exhausted' }, 1, refuse('CodeInvalid', { burn: true })],
    ['of the redirect flow, by OTP', { ...live, flow: 'REDIRECT' }, {}, 1, refuse('CodeInvalid')],
    ['of the SMS flow, without OTP', live, { flow: 'REDIRECT' }, 1, refuse('CodeInvalid')],
    ['of the redirect flow', { ...live, flow: 'REDIRECT' }, { flow: 'REDIRECT' }, 1, issue],
    ['of another client', live, { authClientId: 'thief' }, 1, refuse('AuthClientInvalid', { burn: true })],
    ['of another client, expired', live, { authClientId: 'thief' }, 601, refuse('AuthClientInvalid', { burn: true })],
    ['of another client, again', burnt, { authClientId: 'thief' }, 1, refuse('AuthClientInvalid')],
    ['burnt', burnt, {}, 1, refuse('CodeInvalid')],
    ['burnt, with a wrong OTP', burnt, { verdict: 'wrong' }, 1, refuse('CodeInvalid')],
  ])('%s', (_name, ...[code, over, seconds, expected]) => {
    expect(decide(code, over, seconds)).toEqual(expected);
  });

  it.each<[string, Partial<CodeGrant>, Partial<Agreement>, number, object]>([
    ['within the grace', {}, {}, 599.999, repeat],
    ['after the grace', {}, {}, 600, reused],
    ['once a token was used', {}, { generationUsedAt: at(1) }, 2, reused],
    ['after a refresh', {}, { generation: 2, generationMadeAt: at(1) }, 2, reused],
    ['after the end', {}, { status: 'CANCELLED' }, 2, reused],
    ['with a wrong OTP', { verdict: 'wrong' }, {}, 1, reused],
    ['without tries left', { verdict: 'exhausted' }, {}, 1, reused],
    ['with an OTP that cannot be checked', { verdict: 'unavailable' }, {}, 1, undecided('fault')],
    ['with an OTP that cannot be checked, after the grace', { verdict: 'unavailable' }, {}, 600, reused],
    ['by the very same call, within the grace', { isDuplicate: true }, {}, 1, repeat],
    ['by the very same call, its OTP past', { isDuplicate: true, verdict: 'wrong' }, {}, 400, repeat],
    ['by the very same call, no OTP record left', { isDuplicate: true, verdict: 'unavailable' }, {}, 400, repeat],
    ['by the very same call, after the grace', { isDuplicate: true }, {}, 600, refuse('CodeUsed')],
    ['by the very same call, a token used', { isDuplicate: true }, { generationUsedAt: at(1) }, 2, refuse('CodeUsed')],
    ['by the very same call, after a refresh', { isDuplicate: true }, { generation: 2 }, 2, refuse('CodeUsed')],
    ['by the very same call, after the end', { isDuplicate: true }, { status: 'CANCELLED' }, 2, refuse('CodeUsed')],
    ['by another client', { authClientId: 'thief' }, {}, 1, refuse('AuthClientInvalid', { revoke: 'OTHER_CLIENT' })],
  ])('used, again %s', (_name, ...[over, changed, seconds, expected]) => {
    expect(decide(used, over, seconds, { ...made, ...changed })).toEqual(expected);
  });
});
