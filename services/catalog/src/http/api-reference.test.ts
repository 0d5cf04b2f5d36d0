import { http } from '@reelm/contracts';
import { expect, it } from 'vitest';
import { apiReference } from './api-reference.js';

it('docs/api.md says what the contract says', async () => {
  await expect(apiReference(http)).toMatchFileSnapshot('../../../../docs/api.md');
});
