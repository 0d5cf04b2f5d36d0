import { ListTree } from 'lucide-react';
import { entityKinds } from '@/components/entity-picker/entity-kinds';
import { ButtonLink } from '@/components/ui/button';
import { searchAddress } from '@/lib/addresses';
import type { TreeKind } from './use-move';

/** From the list of studios or tags to the tree of them. */
export const TreeLink = ({ kind }: { kind: TreeKind }) => (
  <ButtonLink size="small" href={`${searchAddress(kind, '')}/tree`} aria-label={`Tree of ${entityKinds[kind].many}`}>
    <ListTree /> <span className="max-lg:hidden">Tree</span>
  </ButtonLink>
);
