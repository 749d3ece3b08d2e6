/** Enough of a code or token to tell it from others. */
export const inPart = (secret: string): string => `${secret.slice(0, 8)}…`;

/** An address without its query; what names one consent is shown in part. */
export function addressInPart(url: string): string {
  const { origin, pathname } = new URL(url);
  return origin + pathname.replace(/[^/]{17,}/g, inPart);
}

const shownInPart = ['authCode', 'accessToken', 'refreshToken', 'paymentMethodId'];

/** A message for people: tokens and codes in part, no one-time code. */
export const readable = (message: unknown): string =>
  JSON.stringify(
    message,
    (name, value: unknown) => {
      if (typeof value !== 'string' || value === '') return value;
      if (name === 'otpCode') return '…';
      if (name === 'authUrl' && URL.canParse(value)) return addressInPart(value);
      return shownInPart.includes(name) ? inPart(value) : value;
    },
    2,
  );
