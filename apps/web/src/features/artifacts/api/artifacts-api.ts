import { artifactHttp } from '@reelm/contracts';
import { call } from '@/lib/api';

export const artifactKeys = { coverage: ['artifacts', 'coverage'] as const };

export const getCoverage = (signal?: AbortSignal) => call(artifactHttp.artifactCoverage, {}, { signal });
export const tidyStore = () => call(artifactHttp.tidyArtifacts, { body: {} });
