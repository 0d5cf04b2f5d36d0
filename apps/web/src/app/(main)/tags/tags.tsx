'use client';

import { ListPage } from '@/components/list/list-page';
import { tagKind } from '@/features/tags/tag-kind';

export const Tags = () => <ListPage kind={tagKind} />;
