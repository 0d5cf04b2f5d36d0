'use client';

import type { EntityKind, Statistics } from '@reelm/contracts';
import { ChartNoAxesColumn } from 'lucide-react';
import Link from 'next/link';
import { AddFolder } from '@/components/add-folder';
import { entityKinds } from '@/components/entity-picker/entity-kinds';
import { Page } from '@/components/page';
import { EmptyState, ErrorState, SkeletonRows } from '@/components/states';
import { searchAddress } from '@/lib/addresses';
import { formatBytes, formatCount, formatInstant, plural } from '@/lib/format';
import { useStatistics } from '../hooks/use-statistics';
import { BarList, type BarRow } from './bar-list';
import { ChartCard } from './chart-card';
import { GrowthChart } from './growth-chart';

export function StatisticsPage() {
  const { data, error, isPending, refetch } = useStatistics();
  return (
    <Page
      wide
      title="Statistics"
      intro={data ? `As of ${formatInstant(data.computedAt)}. Everything here leads to the videos that it counts.` : ' '}
    >
      {isPending ? <SkeletonRows rows={4} label="Counting" className="h-56" /> : null}
      {error && !data ? <ErrorState error={error} retry={() => void refetch()} title="The statistics could not be loaded" /> : null}
      {data ? data.counts.video === 0 ? <NothingYet /> : <Charts statistics={data} /> : null}
    </Page>
  );
}

const NothingYet = () => (
  <EmptyState icon={ChartNoAxesColumn} title="Nothing to count yet" action={<AddFolder />}>
    <p>As soon as there are videos, their sizes, lengths, formats and more are counted here.</p>
  </EmptyState>
);

const videos = (query: string): string => searchAddress('video', query);

function Charts({ statistics }: { statistics: Statistics }) {
  const { counts, resolutions, durations, codecs, artifacts, states, topTags, topPerformers, topStudios } = statistics;
  const column = ({ label, count, query }: (typeof resolutions)[number]) => ({ label, value: count, href: videos(query) });
  return (
    <div className="grid gap-4">
      <Numbers statistics={statistics} />
      <GrowthChart growth={statistics.growth} />
      <div className="grid gap-4 lg:grid-cols-2">
        <ChartCard title="Resolutions" heads={['Lines', 'Videos']} columns={resolutions.map(column)} format={formatCount} />
        <ChartCard title="Lengths" heads={['Length', 'Videos']} columns={durations.map(shortLength).map(column)} format={formatCount} />
      </div>
      <div className="grid items-start gap-4 md:grid-cols-2 xl:grid-cols-3">
        <BarList title="Codecs" empty="No film was looked at yet." rows={bars(codecs)} />
        <BarList title="Made so far" empty="" rows={artifacts.map(coverage)} />
        <BarList title="State" empty="" rows={bars(states, stateNames)} />
        <BarList title="Most used tags" empty="No video has a tag yet." rows={ranked(topTags)} />
        <BarList title="Most seen performers" empty="No video names a performer yet." rows={ranked(topPerformers)} />
        <BarList title="Largest studios" empty="No video has a studio yet." rows={ranked(topStudios)} />
      </div>
      <p className="text-sm text-muted">
        In all {plural(counts.gallery ?? 0, 'gallery', 'galleries')} and {plural(counts.image ?? 0, 'image')}.
      </p>
    </div>
  );
}

/** Long names do not fit below columns: `10 to 20 min` is `10–20 min`. */
const shortLength = <T extends { label: string }>(bar: T): T => ({
  ...bar,
  label: bar.label
    .replace(' to ', '–')
    .replace(/^below /, '< ')
    .replace(/^(\d+) min and more$/, '≥ $1 min'),
});

const stateNames: Readonly<Record<string, string>> = {
  ready: 'Ready',
  pending: 'Being looked at',
  failed: 'Cannot be read',
  missing: 'File not there',
};

const bars = (all: Statistics['codecs'], names: Readonly<Record<string, string>> = {}): BarRow[] => {
  const most = Math.max(1, ...all.map(({ count }) => count));
  return all.map(({ label, count, query }) => ({ key: label, name: names[label] ?? label, count, of: most, href: videos(query) }));
};
const ranked = (all: Statistics['topTags']): BarRow[] =>
  all.slice(0, 10).map(({ id, name, count, query }) => ({ key: id, name, count, of: all[0]?.count ?? 1, href: videos(query) }));
/** Leads to what is missing. */
const coverage = ({ label, count, total, query }: Statistics['artifacts'][number]): BarRow => ({
  key: label,
  name: `${label.slice(0, 1).toUpperCase()}${label.slice(1)}`,
  value: count >= total ? 'all' : `${formatCount(total - count)} missing`,
  count,
  of: total,
  href: videos(query),
});

const hours = (seconds: number): string => {
  const whole = Math.round(seconds / 3600);
  return whole >= 48
    ? `${formatCount(Math.round(whole / 24))} days`
    : seconds >= 3600
      ? plural(whole, 'hour')
      : plural(Math.round(seconds / 60), 'minute');
};
const shownKinds: readonly EntityKind[] = ['performer', 'studio', 'tag', 'group', 'marker'];

function Numbers({ statistics: { counts, totalBytes, totalSeconds, activity } }: { statistics: Statistics }) {
  return (
    <ul className="grid grid-cols-2 gap-3 sm:grid-cols-3 lg:grid-cols-5">
      <BigNumber href="/videos" value={formatCount(counts.video ?? 0)} what="videos" />
      <BigNumber href={searchAddress('video', '', '-size')} value={formatBytes(totalBytes)} what="on disk" />
      <BigNumber href={searchAddress('video', '', '-duration')} value={hours(totalSeconds)} what="to watch" />
      <BigNumber href={searchAddress('video', 'plays>=1', '-played')} value={formatCount(activity.played)} what="watched by you" />
      <BigNumber href={searchAddress('video', 'plays>=1', '-playtime')} value={hours(activity.playSeconds)} what="you spent watching" />
      {shownKinds.map((kind) => (
        <BigNumber key={kind} href={searchAddress(kind, '')} value={formatCount(counts[kind] ?? 0)} what={entityKinds[kind].many} />
      ))}
    </ul>
  );
}

const BigNumber = ({ href, value, what }: { href: string; value: string; what: string }) => (
  <li>
    <Link href={href} prefetch={false} className="block rounded-lg border border-line bg-panel px-4 py-3.5 hover:border-edge/70">
      <span className="block truncate text-2xl font-semibold tracking-tight tabular-nums">{value}</span>
      <span className="block truncate text-[0.8125rem] text-muted">{what}</span>
    </Link>
  </li>
);
