'use client';

import { ChartNoAxesColumn, Table2 } from 'lucide-react';
import dynamic from 'next/dynamic';
import Link from 'next/link';
import { useState, type ReactNode } from 'react';
import { Card } from '@/components/page';
import { Skeleton } from '@/components/states';
import { IconButton } from '@/components/ui/button';
import { cn } from '@/lib/cn';
import type { Column } from './columns';

const height = 220;
const Columns = dynamic(() => import('./columns').then((module) => module.Columns), {
  ssr: false,
  loading: () => (
    <div style={{ height }}>
      <Skeleton className="size-full" />
    </div>
  ),
});

interface ChartCardProps {
  title: string;
  columns: readonly Column[];
  format: (value: number) => string;
  /** Heads of the table: what a column stands for, and what is counted. */
  heads: readonly [string, string];
  actions?: ReactNode;
  className?: string;
}

/** A chart that can be read as a table as well. */
export function ChartCard({ title, columns, format, heads, actions, className }: ChartCardProps) {
  const [table, setTable] = useState(false);
  return (
    <Card label={title} className={cn('min-w-0 p-4 sm:p-5', className)}>
      <div className="mb-3 flex min-h-9 flex-wrap items-center gap-x-3 gap-y-2">
        <h2 className="mr-auto text-sm font-semibold">{title}</h2>
        {actions}
        <IconButton label={table ? `${title} as a chart` : `${title} as a table`} onClick={() => setTable(!table)}>
          {table ? <ChartNoAxesColumn /> : <Table2 />}
        </IconButton>
      </div>
      {columns.length === 0 ? (
        <p className="grid place-items-center text-sm text-muted" style={{ height }}>
          Nothing to count yet
        </p>
      ) : table ? (
        <div className="overflow-y-auto" style={{ maxHeight: 2 * height, minHeight: height }}>
          <ValueTable heads={heads} columns={columns} format={format} />
        </div>
      ) : (
        <Columns label={title} columns={columns} format={format} height={height} />
      )}
    </Card>
  );
}

const ValueTable = ({ heads, columns, format }: Pick<ChartCardProps, 'heads' | 'columns' | 'format'>) => (
  <table className="w-full text-sm">
    <thead className="text-left text-[0.8125rem] text-muted">
      <tr>
        <th className="pb-1.5 font-medium">{heads[0]}</th>
        <th className="pb-1.5 text-right font-medium">{heads[1]}</th>
      </tr>
    </thead>
    <tbody className="divide-y divide-line">
      {columns.map(({ label, value, href }) => (
        <tr key={label}>
          <td className="py-1.5">
            <Link href={href} prefetch={false} className="hover:text-accent hover:underline">
              {label}
            </Link>
          </td>
          <td className="py-1.5 text-right tabular-nums">{format(value)}</td>
        </tr>
      ))}
    </tbody>
  </table>
);
