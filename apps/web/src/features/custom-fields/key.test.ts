import { CustomFieldCreate } from '@reelm/contracts';
import { expect, it } from 'vitest';
import { keyFrom } from './key.js';

it.each([
  ['Location', 'location'],
  ['Where it was filmed?', 'where_it_was_filmed'],
  ['Größe & Café', 'gro_e_cafe'],
  ['1st disc', 'st_disc'],
  ['日本', ''],
])('the key of %j is %j', (label, key) => {
  expect(keyFrom(label)).toBe(key);
});

it('is one that the server takes, however long the name', () => {
  expect(CustomFieldCreate.shape.key.safeParse(keyFrom('A very long name indeed '.repeat(9))).success).toBe(true);
});
