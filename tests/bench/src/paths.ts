import { fileURLToPath } from 'node:url';

/** The checkout; this file is run from tests/bench/dist. */
export const repositoryRoot = fileURLToPath(new URL('../../..', import.meta.url));
