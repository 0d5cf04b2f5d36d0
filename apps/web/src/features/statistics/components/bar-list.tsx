import Link from 'next/link';
import { Card } from '@/components/page';
import { formatCount } from '@/lib/format';

export interface BarRow {
  key: string;
  name: string;
  /** What stands on the right; the count alone where it is left out. */
  value?: string;
  count: number;
  /** What a full bar is. */
  of: number;
  href: string;
}

/** Names with their counts, each a bar and a link. */
export function BarList({ title, rows, empty }: { title: string; rows: readonly BarRow[]; empty: string }) {
  return (
    <Card label={title} className="min-w-0 p-4 sm:p-5">
      <h2 className="mb-2 text-sm font-semibold">{title}</h2>
      {rows.length === 0 ? <p className="py-3 text-sm text-muted">{empty}</p> : null}
      <ol className="-mx-2">
        {rows.map(({ key, name, value, count, of, href }) => (
          <li key={key}>
            <Link
              href={href}
              prefetch={false}
              className="block rounded-md px-2 py-1.5 -outline-offset-2 hover:bg-raised pointer-coarse:py-2.5"
            >
              <span className="flex items-baseline justify-between gap-3 text-sm">
                <span className="min-w-0 truncate">{name}</span>
                <span className="shrink-0 text-[0.8125rem] text-muted tabular-nums">{value ?? formatCount(count)}</span>
              </span>
              <span aria-hidden className="mt-1 block h-1 overflow-hidden rounded-full bg-raised">
                <span className="block h-full rounded-full bg-accent/75" style={{ width: `${of > 0 ? (count / of) * 100 : 0}%` }} />
              </span>
            </Link>
          </li>
        ))}
      </ol>
    </Card>
  );
}
