import type { Subject, SubjectKind } from '../../domain/subject';

const keyPrefixes: Record<SubjectKind, string> = {
  order: 'otp:',
  'auth-code': 'otp:code:',
  'access-token': 'otp:token:',
};

export const recordKey = ({ kind, id }: Subject): string => `${keyPrefixes[kind]}{${id}}`;
