'use client';

import { useQuery } from '@tanstack/react-query';
import type { Item } from '../kind';
import type { LayoutProps } from '../layouts/layout';
import { NarrowList } from './narrow-list';
import { Table } from './table';

/** Narrower than this, a table is all scrolling. */
const tableWidth = 600;

/** The list as a table that is edited like a spreadsheet; on a phone, as lines. */
export function List(props: LayoutProps<Item>) {
  const { kind, room } = props;
  const { data: columns } = useQuery({
    queryKey: ['table-columns', kind.kind],
    queryFn: kind.columns,
    staleTime: Infinity,
    structuralSharing: false,
  });
  if (!columns) return null;
  return room.width < tableWidth ? <NarrowList {...props} all={columns} /> : <Table {...props} all={columns} />;
}
