/** What controllers of an operator endpoint are given by Nest; see `operatorProviders`. */
export const LOGGER = Symbol('logger of an operator endpoint');
export const SERVICE = Symbol('whose operator endpoint it is');
export const LETTERS = Symbol('dead letters');
