import { Injectable } from '@nestjs/common';
import { print } from '@reelm/query-language';
import type { Statistics } from '@reelm/contracts';
import { SearchService, type Condition } from '../search/search.service.js';
import { durationSteps, StatisticsRepository, type RankedRow, type VideoGroupRow } from './statistics.repository.js';

/** The whole table is read for it, so it is read once a minute at most. */
const keepMs = 60_000;
const ranked = 20;

type Shared = Omit<Statistics, 'activity'>;

@Injectable()
export class StatisticsService {
  /** By what the asking users may see: most see everything and share one answer. */
  private readonly kept = new Map<string, { until: number; answer: Promise<Shared> }>();

  constructor(
    private readonly repository: StatisticsRepository,
    private readonly search: SearchService,
  ) {}

  async of(userId: string): Promise<Statistics> {
    const visible = await this.search.visible(userId, 'v');
    const [shared, activity] = await Promise.all([this.shared(visible), this.repository.activity(userId)]);
    return { ...shared, activity };
  }

  private shared(visible: Condition): Promise<Shared> {
    const key = JSON.stringify(visible);
    const found = this.kept.get(key);
    const now = Date.now();
    if (found !== undefined && found.until > now) return found.answer;
    for (const [old, { until }] of this.kept) if (until <= now) this.kept.delete(old);
    const answer = this.compute(visible);
    this.kept.set(key, { until: now + keepMs, answer });
    // A failure is not an answer to keep.
    answer.catch(() => this.kept.delete(key));
    return answer;
  }

  private async compute(visible: Condition): Promise<Shared> {
    const [groups, entities, topTags, topPerformers, topStudios] = await Promise.all([
      this.repository.videos(visible),
      this.repository.entities(),
      this.repository.top('tag', visible, ranked),
      this.repository.top('performer', visible, ranked),
      this.repository.top('studio', visible, ranked),
    ]);
    const of = (grouping: VideoGroupRow['grouping']) => groups.filter((row) => row.grouping === grouping);
    const all = of('all')[0];
    const videos = all?.videos ?? 0;
    const number = (row: VideoGroupRow) => Number(row.value);
    const known = (grouping: VideoGroupRow['grouping']) => of(grouping).filter((row) => row.value !== null);
    const artifact = (label: string, count: number, name: string) => ({ label, count, total: videos, query: `missing:${name}` });
    return {
      computedAt: new Date().toISOString(),
      counts: { video: videos, ...entities } as Statistics['counts'],
      totalBytes: all?.bytes ?? 0,
      totalSeconds: all?.seconds ?? 0,
      resolutions: known('resolution')
        .sort((a, b) => number(a) - number(b))
        .map((row) => ({ label: `${row.value}p`, count: row.videos, query: `resolution:${row.value}p` })),
      durations: known('duration')
        .sort((a, b) => number(a) - number(b))
        .map((row) => durationBar(number(row), row.videos)),
      codecs: known('codec')
        .sort((a, b) => b.videos - a.videos)
        .map((row) => ({ label: row.value ?? '', count: row.videos, query: named('codec', row.value ?? '') })),
      states: of('state').map((row) => ({ label: row.value ?? '', count: row.videos, query: `state:${row.value}` })),
      growth: of('month')
        .sort((a, b) => ((a.value ?? '') < (b.value ?? '') ? -1 : 1))
        .map((row) => ({ month: row.value ?? '', added: row.videos, bytes: row.bytes, query: `added:${row.value}` })),
      artifacts: [
        artifact('cover', all?.covers ?? 0, 'cover'),
        artifact('sprite', all?.sprites ?? 0, 'sprite'),
        artifact('faces', all?.faces ?? 0, 'faces'),
      ],
      topTags: topTags.map(rankedAs('tag')),
      topPerformers: topPerformers.map(rankedAs('performer')),
      topStudios: topStudios.map(rankedAs('studio')),
    };
  }
}

/** A class of length from this step to the next. */
const durationBar = (minutes: number, count: number) => {
  const end = durationSteps[durationSteps.indexOf(minutes as (typeof durationSteps)[number]) + 1];
  if (end === undefined) return { label: `${minutes} min and more`, count, query: `duration>=${minutes}m` };
  const query = minutes === 0 ? `duration<${end}m` : `duration>=${minutes}m duration<${end}m`;
  return { label: minutes === 0 ? `below ${end} min` : `${minutes} to ${end} min`, count, query };
};

const named = (field: string, value: string): string => print({ kind: 'keyword', field, value });

const rankedAs = (field: string) => (row: RankedRow) => ({
  ...row,
  // Of itself, as the counters count; only performers have nothing below them.
  query: print({ kind: 'reference', field, value: row.name, depth: field === 'performer' ? null : 0 }),
});
