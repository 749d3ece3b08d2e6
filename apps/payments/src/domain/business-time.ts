/** The moment at which a batch is decided, and the business day it belongs to (`yyyy-MM-dd`). */
export interface BusinessTime {
  readonly now: Date;
  readonly day: string;
}

/** Local time is `offsetMinutes` ahead of UTC; it decides where a business day begins. */
export function businessTime(now: Date, offsetMinutes: number): BusinessTime {
  return { now, day: new Date(now.getTime() + offsetMinutes * 60_000).toISOString().slice(0, 10) };
}
