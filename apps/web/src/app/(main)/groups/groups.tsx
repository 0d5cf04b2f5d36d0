'use client';

import { ListPage } from '@/components/list/list-page';
import { groupKind } from '@/features/groups/group-kind';

export const Groups = () => <ListPage kind={groupKind} />;
