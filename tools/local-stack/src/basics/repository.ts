import { resolve } from 'node:path';

/** The project's root folder: the package is two levels above this folder, in `src` as in `dist`. */
export const repositoryDir = resolve(__dirname, '../../../..');

export const packageDir = resolve(__dirname, '../..');

export const localDir = resolve(repositoryDir, '.local');

/** Shared by all data folders of a clone. */
export const downloadsDir = resolve(localDir, 'downloads');
