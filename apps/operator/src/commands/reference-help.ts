export const referenceHelp = 'login id (852-52412345) or customer id';
