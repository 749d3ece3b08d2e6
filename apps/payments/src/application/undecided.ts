import type { Handled } from '@wallet/contracts';
import { unknown } from '@wallet/kernel';
import type { Undecided } from '../domain/admission/admission';

/** Auth tells of a customer before it sends his first command on, so his account is on its way and is waited for. */
export const undecided = (reason: Undecided): Handled => (reason === 'no-account' ? 'early' : unknown('fault'));
