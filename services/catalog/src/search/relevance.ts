import { RelevanceWeights, type HitScore } from '@reelm/contracts';
import type { Condition, Query } from '@reelm/query-language';
import { AppError } from '@reelm/service-kit';
import type { Place } from './cursor.js';
import type { Values } from './meaning.js';
import type { Question } from './question.js';
import { asking, askerOf, type Columns, type Statement } from './statements.js';
import { tables } from './tables.js';
import { hits, Writer } from './writer.js';

/** So many of the newest hits are ranked: telling the score of each of a million would take longer than anybody waits. */
export const mostRanked = 1_000;

/** @param text as `text=4,rating=2`; what is left out has its usual weight @throws AppError `request.invalid` */
export const readWeights = (text: string | undefined): RelevanceWeights => {
  const given = Object.fromEntries(
    (text ?? '')
      .split(',')
      .filter((part) => part.trim() !== '')
      .map((part) => {
        const [name = '', value = ''] = part.split('=');
        return [name.trim(), value.trim() === '' ? NaN : Number(value)];
      }),
  );
  const parsed = RelevanceWeights.strict().safeParse(given);
  if (!parsed.success)
    throw new AppError('request.invalid', { problem: 'weights: write for example text=4,rating=2,recency=1, each from 0 to 10' });
  return parsed.data;
};

/** Words that hits should have; those that they must not have say nothing about how well they fit. */
export const wordsOf = (query: Query): string[] => {
  const from = (condition: Condition): string[] => {
    switch (condition.kind) {
      case 'and':
      case 'or':
        return condition.items.flatMap(from);
      case 'term':
        return [condition.text];
      default:
        return [];
    }
  };
  return query.kind === 'everything' ? [] : from(query);
};

/** Columns with which the kinds rank; the others lack them. */
const rated: readonly string[] = ['video', 'performer', 'studio', 'group', 'gallery', 'image'];

/** The words of a name; making them is the most of what ranking takes, so it is done once for all that is asked of them. */
const calledOf = (alias: string): string => `CROSS JOIN LATERAL (SELECT search_text(${alias}.name) AS words OFFSET 0) AS called`;

/** The parts of a hit's score, each from 0 to 1, as SQL; beside {@link calledOf}. */
const partsOf = (question: Question, alias: string, values: Values): Record<keyof RelevanceWeights, string> => {
  const isVideo = question.kind === 'video';
  const words = wordsOf(question.query);
  // A name that begins with the word fits best, then one that has it; else it stands in a path, in details or in the name of a tag.
  const fit = (word: string) => {
    const wanted = `btrim(search_text(${values.add(word)}))`;
    const name = 'called.words';
    return `CASE WHEN starts_with(ltrim(${name}), ${wanted}) THEN 1 WHEN strpos(${name}, ' ' || ${wanted}) > 0 THEN 0.8
      WHEN strpos(${name}, ${wanted}) > 0 THEN 0.6 ELSE 0.2 END`;
  };
  return {
    text: words.length === 0 ? '0' : `(${words.map(fit).join(' + ')}) / ${words.length}.0`,
    rating: rated.includes(question.kind) ? `coalesce(${alias}.rating, 0) / 100.0` : '0',
    duration: isVideo ? `least(coalesce(${alias}.duration, 0) / 3600.0, 1)` : '0',
    // Whole days, so that a list keeps its order while it is read: half after a month.
    recency: `1 / (1 + greatest(0, ${values.add(new Date(Math.floor(question.now.getTime() / 86_400_000) * 86_400_000))}::timestamptz::date - ${alias}.created_at::date) / 30.0)`,
    plays: isVideo
      ? `coalesce((SELECT least(ln(1 + mine.plays) / ln(21), 1) FROM activity mine WHERE mine.user_id = ${values.user()} AND mine.video_id = ${alias}.id), 0)`
      : '0',
  };
};

const names = ['text', 'rating', 'duration', 'recency', 'plays'] as const satisfies readonly (keyof RelevanceWeights)[];

/** A row of {@link rankedStatement}, beside the columns of its card. */
export interface Ranked {
  id: string;
  sort0: number;
  parts: Record<string, number>;
}

export const toScore = ({ sort0, parts }: Ranked): HitScore => ({ score: sort0, parts });

/** A page of the hits, best first. */
export function rankedStatement(
  question: Question,
  weights: RelevanceWeights,
  cut: { after: Place | null; backward: boolean; limit: number },
  card: (user: string) => Columns,
): Statement {
  const writer = new Writer(question);
  const row = writer.row(question.kind);
  const { from, where } = hits(question, row, writer);
  const { name: table } = tables[question.kind];
  const parts = partsOf(question, 'one', writer);
  const weighted = names.map(
    (name) => `round((${writer.add(weights[name])}::double precision * (${parts[name]}))::numeric, 4)::double precision AS ${name}`,
  );
  const columns = card(asking);
  const beyond = cut.backward ? ['>', '<'] : ['<', '>'];
  const condition =
    cut.after === null
      ? 'true'
      : cut.after.id === null
        ? `sort0 ${beyond[0]}= ${writer.add(cut.after.values[0])}::double precision`
        : `(sort0 ${beyond[0]} ${writer.add(cut.after.values[0])}::double precision OR sort0 = ${writer.add(cut.after.values[0])}::double precision AND id ${beyond[1]} ${writer.add(cut.after.id)}::uuid)`;
  const direction = cut.backward ? ['ASC', 'DESC'] : ['DESC', 'ASC'];
  return {
    sql: `WITH ${askerOf(writer)}, candidate AS MATERIALIZED (SELECT ${row.alias}.id FROM ${from} WHERE ${where} ORDER BY ${row.alias}.created_at DESC, ${row.alias}.id DESC LIMIT ${mostRanked}),
      part AS MATERIALIZED (SELECT one.id, ${weighted.join(', ')} FROM candidate JOIN ${table} one ON one.id = candidate.id ${calledOf('one')}),
      ranked AS MATERIALIZED (SELECT id, round((${names.join(' + ')})::numeric, 4)::double precision AS sort0,
        json_build_object(${names.map((name) => `'${name}', ${name}`).join(', ')}) AS parts FROM part),
      page AS (SELECT * FROM ranked WHERE ${condition} ORDER BY sort0 ${direction[0]}, id ${direction[1]} LIMIT ${writer.add(cut.limit)})
      SELECT ${columns.columns}, page.sort0, page.parts FROM page JOIN ${columns.table} ${columns.alias} ON ${columns.alias}.id = page.id
      ORDER BY page.sort0 ${direction[0]}, page.id ${direction[1]}`,
    values: writer.values,
  };
}
