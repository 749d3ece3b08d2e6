/** End-to-end specs wait for real processes; each names a longer time where it needs one. */
jest.setTimeout(60_000);
