export type SubjectKind = 'order' | 'auth-code' | 'access-token';

/** What codes are issued for. The id is the order's, or the keyed hash of the authCode or the access token. */
export interface Subject {
  readonly kind: SubjectKind;
  readonly id: string;
}
