/** A mobile number as it may stand in a log: its last three digits. */
export const maskedNumber = (mobileNumber: string): string => `…${mobileNumber.slice(-3)}`;
