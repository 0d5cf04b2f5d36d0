import { numberInterval, type FieldName, type Lackable } from '@reelm/query-language';
import {
  choice,
  day,
  dayOf,
  flag,
  has,
  heldIn,
  keyword,
  missing,
  number,
  rare,
  through,
  type Meaning,
  type Of,
  type Test,
  type Values,
} from '../meaning.js';
import { columnOf, counted, described, filled, hasExternalId, known, named, numberIn, rated, tagged, textIn } from './shared.js';

const lackable: Readonly<Record<Lackable<'performer'>, Of>> = {
  image: known('picture_id'),
  gender: known('gender'),
  birthdate: known('birth_date'),
  country: known('country'),
  rating: known('rating'),
  details: known('details'),
  url: filled('urls'),
  aliases: filled('aliases'),
  tags: filled('tag_ids'),
  videos: counted('videos'),
  externalid: hasExternalId,
};

const birth: Of = (alias) => `${alias}.birth_day`;

/** The day so many years before another, as text: dates without a calendar compare as their digits do. */
const yearsBefore = (date: string, years: string): string =>
  `lpad((left(${date}, 4)::integer - ${years}::integer)::text, 4, '0') || substr(${date}, 5)`;

/** Age at the date of the video that asks for its performers, else today. */
const age: Test = (clause, { alias, outer }, values) => {
  const date = outer?.kind === 'video' ? `${outer.alias}.date_day` : `${values.add(dayOf(values.now))}::text`;
  if (clause.kind === 'null') {
    const isKnown = `(${birth(alias)} IS NOT NULL AND ${date} IS NOT NULL)`;
    return clause.present ? isKnown : `NOT ${isKnown}`;
  }
  if (clause.kind !== 'number') throw new Error('An age is a number.');
  const { from, to } = numberInterval(clause);
  const bounds = [
    ...(from === null ? [] : [`${birth(alias)} <= ${yearsBefore(date, values.add(from))}`]),
    ...(to === null ? [] : [`${birth(alias)} > ${yearsBefore(date, values.add(to))}`]),
  ];
  return `(${bounds.join(' AND ')})`;
};

const ofVideos = (condition: string) => (values: Values) => `FROM video film WHERE ${values.visible('film')} AND ${condition}`;

/** Who appears in a video together with others. */
const together = through('performer', ofVideos(`film.performer_ids <> '{}'`), 'unnest(film.performer_ids)', 'film.performer_ids');

export const performerMeanings: Readonly<Record<FieldName<'performer'>, Meaning>> = {
  ...described,
  ...rated,
  ...tagged,
  ...named,
  disambiguation: textIn('disambiguation'),
  gender: choice(columnOf('gender')),
  birthdate: day(birth),
  deathdate: day(columnOf('death_day')),
  age,
  country: keyword(columnOf('country')),
  ethnicity: keyword(columnOf('ethnicity')),
  eyes: keyword(columnOf('eye_colour')),
  hair: keyword(columnOf('hair_colour')),
  height: numberIn('height_cm'),
  weight: numberIn('weight_kg'),
  measurements: textIn('measurements'),
  breasttype: textIn('breast_type'),
  tattoos: textIn('tattoos'),
  piercings: textIn('piercings'),
  penislength: number(columnOf('penis_length_cm'), 'double precision'),
  circumcised: choice(columnOf('circumcised')),
  careerstart: numberIn('career_start'),
  careerend: numberIn('career_end'),
  automatch: flag(columnOf('auto_match')),
  studio: through('studio', ofVideos('film.studio_id IS NOT NULL'), 'unnest(film.performer_ids)', 'ARRAY[film.studio_id]'),
  group: through('group', ofVideos(`film.group_ids <> '{}'`), 'unnest(film.performer_ids)', 'film.group_ids'),
  with: {
    ...together,
    // Nobody is together with themselves.
    has: (row, ids, values) => `(${together.has(row, ids, values)} AND ${row.alias}.id <> ALL (${ids}))`,
    joins: (row, other, values) => `(${together.joins(row, other, values)} AND ${row.alias}.id <> ${other}.id)`,
    any: ({ alias }, values) =>
      `${alias}.id IN (SELECT unnest(film.performer_ids) ${ofVideos('cardinality(film.performer_ids) > 1')(values)})`,
  },
  video: heldIn('video', 'performer_ids', { visible: true }),
  videos: numberIn('videos'),
  markers: numberIn('markers'),
  images: numberIn('images'),
  galleries: numberIn('galleries'),
  plays: rare(
    (
      values,
    ) => `SELECT one.id FROM activity mine JOIN video film ON film.id = mine.video_id CROSS JOIN unnest(film.performer_ids) AS one (id)
      WHERE mine.user_id = ${values.user()} AND mine.plays > 0 AND ${values.visible('film')} GROUP BY one.id`,
    'sum(mine.plays)',
  ),
  counter: rare(
    (values) => `SELECT one.id FROM video film CROSS JOIN unnest(film.performer_ids) AS one (id)
      WHERE film.counter > 0 AND ${values.visible('film')} GROUP BY one.id`,
    'sum(film.counter)',
  ),
  has: has(lackable),
  missing: missing(lackable),
};
