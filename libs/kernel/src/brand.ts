declare const brand: unique symbol;

/** A nominal type: `Brand<string, 'MobileNumber'>` is a string that only its own parser can make. */
export type Brand<Base, Name extends string> = Base & { readonly [brand]: Name };
