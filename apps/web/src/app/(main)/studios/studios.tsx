'use client';

import { ListPage } from '@/components/list/list-page';
import { studioKind } from '@/features/studios/studio-kind';

export const Studios = () => <ListPage kind={studioKind} />;
