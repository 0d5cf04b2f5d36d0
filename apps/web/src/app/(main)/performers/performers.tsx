'use client';

import { ListPage } from '@/components/list/list-page';
import { performerKind } from '@/features/performers/performer-kind';

export const Performers = () => <ListPage kind={performerKind} />;
