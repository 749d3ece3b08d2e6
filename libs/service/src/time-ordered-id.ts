import { v7 } from 'uuid';

/**
 * A UUIDv7 for a row: new ones go to the end of an index, and within a process each is greater than the one before. Its
 * first half is the time, so it is nothing that must not be guessed.
 */
export const newId = (): string => v7();
