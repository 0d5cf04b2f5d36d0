'use client';

import { ListPage } from '@/components/list/list-page';
import { markerKind } from '@/features/markers/marker-kind';

export const Markers = () => <ListPage kind={markerKind} />;
