import {
  dateInterval,
  numberInterval,
  type ChoiceClause,
  type Clause,
  type Condition,
  type Interval,
  type Query,
  type FieldName,
} from '@reelm/query-language';
import { AppError } from '@reelm/service-kit';
import type { Parameters } from './parameters.js';

type VideoField = FieldName<'video'>;

/** What a choice of the field `missing` means. */
const missing: Readonly<Record<string, string>> = {
  cover: 'v.cover_key IS NULL',
  sprite: 'v.sprite_key IS NULL',
  title: 'v.title IS NULL',
  date: 'v.date IS NULL',
  rating: 'v.rating IS NULL',
  details: 'v.details IS NULL',
};

/**
 * A parsed search as a condition on `video v`. Column names come from this file alone, values go to `parameters`.
 * @param now what ages are counted back from
 */
export function compileQuery(query: Query, parameters: Parameters, now: Date): string {
  const contains = (column: string, text: string) => `${column} LIKE search_pattern(${parameters.add(text)})`;

  const within = <V>(column: string, interval: Interval<V>, type: string): string => {
    const bounds = [
      ...(interval.from === null ? [] : [`${column} >= ${parameters.add(interval.from)}::${type}`]),
      ...(interval.to === null ? [] : [`${column} < ${parameters.add(interval.to)}::${type}`]),
    ];
    return bounds.length === 0 ? `${column} IS NOT NULL` : `(${bounds.join(' AND ')})`;
  };

  /** Text fields are part of the indexed words, which narrow the search before the field itself is looked at. */
  const textIn = (field: VideoField, value: string) => {
    const words = field === 'path' ? 'v.paths' : `search_text(${columnOf(field)})`;
    return `(${contains('v.search', value)} AND ${contains(words, value)})`;
  };

  const test = (clause: Clause): string => {
    if (clause.kind === 'custom') throw unsupported(`custom.${clause.key}`);
    const field = clause.field as VideoField;
    switch (clause.kind) {
      case 'text':
        if (clause.match !== 'contains') throw unsupported(field);
        return textIn(field, clause.value);
      case 'keyword':
        return compileKeyword(field, clause.value);
      case 'choice':
        return compileChoice(clause);
      case 'boolean':
        return `${columnOf(field)} = ${parameters.add(clause.value)}::boolean`;
      case 'number':
        return within(columnOf(field), numberInterval(clause), 'double precision');
      case 'date':
      case 'age': {
        const interval = dateInterval(clause, now);
        if (field === 'added') return within(columnOf(field), interval, 'timestamptz');
        const day = (instant: Date | null) => instant?.toISOString().slice(0, 10) ?? null;
        return within(columnOf(field), { from: day(interval.from), to: day(interval.to) }, 'text');
      }
      default:
        throw unsupported(field);
    }
  };

  const compileKeyword = (field: VideoField, value: string): string => {
    if (field !== 'library') return `${columnOf(field)} = lower(${parameters.add(value)}::text)`;
    return `v.library_ids && ARRAY(SELECT l.id FROM library l WHERE fold_text(l.name) = fold_text(${parameters.add(value)}))`;
  };

  const compileChoice = ({ field, value }: ChoiceClause): string => {
    if (field !== 'missing') return `${columnOf(field as VideoField)} = ${parameters.add(value)}`;
    const condition = missing[value];
    if (condition === undefined) throw unsupported(`missing:${value}`);
    return condition;
  };

  const compile = (condition: Condition): string => {
    switch (condition.kind) {
      case 'and':
        return `(${condition.items.map(compile).join(' AND ')})`;
      case 'or':
        return `(${condition.items.map(compile).join(' OR ')})`;
      case 'not':
        // What is unknown does not hold, so its opposite does: -rating:>=80 finds videos without a rating.
        return `(${compile(condition.item)}) IS NOT TRUE`;
      case 'term':
        return contains('v.search', condition.text);
      default:
        return test(condition);
    }
  };

  return query.kind === 'everything' ? 'true' : compile(query);
}

/** The column of each field that is one column. */
const columnsOfFields: Readonly<Partial<Record<VideoField, string>>> = {
  title: 'v.title',
  details: 'v.details',
  rating: 'v.rating',
  favourite: 'v.favourite',
  organised: 'v.organised',
  duration: 'v.duration',
  resolution: 'v.resolution',
  size: 'v.bytes',
  codec: 'v.codec',
  added: 'v.created_at',
  date: 'v.date_day',
  state: 'v.state',
};
const columnOf = (field: VideoField): string => {
  const column = columnsOfFields[field];
  if (column === undefined) throw unsupported(field);
  return column;
};

const unsupported = (what: string): AppError => new AppError('query.invalid', { problem: `\`${what}\` cannot be searched for yet` });
