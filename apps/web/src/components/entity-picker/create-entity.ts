import { entityHttp, type NamedKind } from '@reelm/contracts';
import { call } from '@/lib/api';
import type { Picked } from './entity-picker';

/** Makes a new entity of which only the name is known yet. */
export async function createEntity(kind: NamedKind, name: string): Promise<Picked> {
  const { id, imageUrl } = await request(kind, name);
  return { id, name, imageUrl };
}

function request(kind: NamedKind, name: string): Promise<{ id: string; imageUrl: string | null }> {
  switch (kind) {
    case 'performer':
      return call(entityHttp.createPerformer, { body: { name } });
    case 'studio':
      return call(entityHttp.createStudio, { body: { name } });
    case 'tag':
      return call(entityHttp.createTag, { body: { name } });
    case 'group':
      return call(entityHttp.createGroup, { body: { name } });
  }
}
