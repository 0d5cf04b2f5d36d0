import { Json, type Row } from './bulk-load.js';
import { wordsOf } from './folded.js';
import { idOf, randomFor, type Plan } from './plan.js';
import type { Random } from './random.js';
import { accented, capital, phrase, vocabulary, word } from './words.js';

const times = (random: Random) => {
  const created = new Date(Date.UTC(2020, 5, 1) + random.below(2_000) * 86_400_000);
  return { created_at: created, updated_at: new Date(created.getTime() + random.below(200) * 86_400_000) };
};

/** What performers, studios, groups and galleries have alike. */
const judged = (random: Random) => ({
  details: random.chance(0.2) ? `${capital(phrase(random, 12))}.` : null,
  rating: random.chance(0.3) ? random.from(1, 5) * 20 : null,
  favourite: random.chance(0.03),
  organised: random.chance(0.5),
});

const rankedTags = (plan: Plan, random: Random, most: number): string[] =>
  random.ranks(random.below(most + 1), plan.tags, 10).map((rank) => idOf('tag', rank));

/** Neighbouring numbers get names that have nothing in common. */
const spread = (index: number, count: number): number => (index * 7_919) % count;

// ---- tags ----

/** The last fifth of all tags is not drawn by rank: half of these belong to a time, the others to studios, and a few last ones are on hardly any video. */
const almostUnused = 20;
export const tagGroups = (plan: Plan) => {
  const bound = Math.floor(plan.tags / 10);
  const ranked = plan.tags - almostUnused - 2 * bound;
  return {
    ranked,
    /** Tag of all that came in during one season. */
    season: (video: number) => ranked + Math.floor((video / plan.videos) * bound),
    house: (studio: number) => ranked + bound + (studio % bound),
    unused: (random: Random) => plan.tags - 1 - random.below(almostUnused),
  };
};

export function tagName(plan: Plan, index: number): string {
  const { ranked, season, house } = tagGroups(plan);
  const bound = house(0) - season(0);
  if (index >= plan.tags - almostUnused) return `rarity ${plan.tags - index}`;
  if (index >= ranked + bound) return `house ${index - ranked - bound + 1}`;
  if (index >= ranked) return `season ${index - ranked + 1}`;
  // The most common ones are single words; the others would run into the names of these.
  return index < 100 ? word(index) : `${word(index)} ${word(index % 97)}`;
}

/** The first twenty stand alone; of the others three in four have a parent, and some a second one: a graph without circles, as parents come before. */
const tagParents = (index: number, random: Random): number[] => {
  if (index < 20 || random.chance(0.25)) return [];
  const parent = Math.floor(index / 10);
  return random.chance(0.1) && parent !== 3 ? [parent, 3] : [parent];
};

export function* tagRows(plan: Plan): Generator<Row> {
  for (let index = 0; index < plan.tags; index += 1) {
    const random = randomFor(plan, 'tag', index);
    const name = tagName(plan, index);
    const aliases = random.chance(0.2) ? [`${name} ${word(index + 5_000)}`] : [];
    const details = random.chance(0.1) ? phrase(random, 10) : null;
    yield {
      id: idOf('tag', index),
      name,
      own_sort_name: index % 50 === 7 ? `zz ${name}` : null,
      aliases,
      details,
      search: wordsOf(name, aliases.join(' '), details),
      favourite: random.chance(0.05),
      parent_ids: tagParents(index, random).map((parent) => idOf('tag', parent)),
      ...times(random),
    };
  }
}

// ---- performers ----

export const performerName = (plan: Plan, index: number): string => {
  const mixed = spread(index, plan.performers);
  const name = capital(`${word(300 + (mixed % 250))} ${word(600 + Math.floor(mixed / 250))}`);
  return index % 50 === 0 ? accented(name) : name;
};

const countries = ['US', 'US', 'US', 'US', 'GB', 'GB', 'DE', 'DE', 'FR', 'CZ', 'HU', 'IT', 'ES', 'BR', 'JP', 'JP', 'RU', 'CA', 'AU', 'PL', 'SE', 'UA'] as const; // prettier-ignore
const genders = ['female', 'female', 'female', 'female', 'female', 'male', 'male', 'male', 'non-binary', 'transgender-female'] as const;
const hair = ['brown', 'brown', 'brown', 'blonde', 'blonde', 'black', 'black', 'red', 'grey'] as const;
const eyes = ['brown', 'brown', 'brown', 'blue', 'blue', 'green', 'hazel'] as const;

const two = (number: number): string => String(number).padStart(2, '0');
/** Some dates say the year alone, or year and month. */
const partialDate = (random: Random, firstYear: number, lastYear: number): string => {
  const [year, month, day] = [random.from(firstYear, lastYear), two(random.from(1, 12)), two(random.from(1, 28))];
  const known = random.next();
  return known < 0.1 ? `${year}` : known < 0.2 ? `${year}-${month}` : `${year}-${month}-${day}`;
};

export function* performerRows(plan: Plan): Generator<Row> {
  for (let index = 0; index < plan.performers; index += 1) {
    const random = randomFor(plan, 'performer', index);
    const name = performerName(plan, index);
    const known = random.chance(0.7);
    const disambiguation = index % 100 === 5 ? word(index % vocabulary) : null;
    const aliases = Array.from({ length: random.chance(0.3) ? random.from(1, 3) : 0 }, (_, alias) =>
      capital(`${word(300 + random.below(250))} ${word(800 + alias * 3_000 + random.below(3_000))}`),
    );
    const opinion = judged(random);
    yield {
      id: idOf('performer', index),
      name,
      disambiguation,
      aliases,
      search: wordsOf(name, aliases.join(' '), disambiguation, opinion.details),
      gender: known ? random.pick(genders) : null,
      birth_date: random.chance(0.6) ? partialDate(random, 1950, 2005) : null,
      death_date: random.chance(0.02) ? partialDate(random, 2010, 2024) : null,
      country: known ? random.pick(countries) : null,
      eye_colour: known ? random.pick(eyes) : null,
      hair_colour: known ? random.pick(hair) : null,
      height_cm: known ? 150 + random.below(25) + random.below(25) : null,
      weight_kg: known && random.chance(0.5) ? 45 + random.below(50) : null,
      career_start: random.chance(0.3) ? random.from(1990, 2024) : null,
      urls: random.chance(0.3) ? [`https://example.org/people/${index}`] : [],
      ...opinion,
      tag_ids: rankedTags(plan, random, 6),
      external_ids: new Json(random.chance(0.4) ? [{ endpoint: 'https://stash.example.org/graphql', id: idOf('performer', index) }] : []),
      ...times(random),
    };
  }
}

// ---- studios and groups ----

const studioEndings = ['Films', 'Pictures', 'Studio', 'Media', 'House', 'Works', 'Vision', 'Productions'] as const;
export const studioName = (index: number): string =>
  `${capital(word(120 + index))} ${studioEndings[index % studioEndings.length] ?? 'Films'}`;

/** A tree: the first tenth are networks, most others belong to one of them or, one level down, to another studio. */
export function* studioRows(plan: Plan): Generator<Row> {
  const networks = Math.ceil(plan.studios / 10);
  for (let index = 0; index < plan.studios; index += 1) {
    const random = randomFor(plan, 'studio', index);
    const parent = random.chance(0.8) ? random.below(networks) : random.below(Math.max(1, Math.floor(index / 2)));
    const name = studioName(index);
    const aliases = random.chance(0.2) ? [capital(`${word(120 + index)} ${word(7_000 + index)}`)] : [];
    const opinion = judged(random);
    yield {
      id: idOf('studio', index),
      name,
      aliases,
      search: wordsOf(name, aliases.join(' '), opinion.details),
      parent_id: index < networks || random.chance(0.2) ? null : idOf('studio', parent),
      urls: random.chance(0.3) ? [`https://studio-${index}.example.org/`] : [],
      ...opinion,
      tag_ids: rankedTags(plan, random, 3),
      ...times(random),
    };
  }
}

/** One in twenty has parts, each of them once. */
export function* groupRows(plan: Plan): Generator<Row> {
  for (let index = 0; index < plan.groups; index += 1) {
    const random = randomFor(plan, 'group', index);
    const parts = index % 20 === 0 ? [1, 2, 3].map((step) => index + step).filter((part) => part < plan.groups) : [];
    const name = `The ${capital(`${word(400 + (index % 8_000))} ${word(50 + (spread(index, plan.groups) % 5_000))}`)}`;
    const director = random.chance(0.3) ? capital(`${word(random.below(300))} ${word(random.below(3_000))}`) : null;
    const opinion = judged(random);
    yield {
      id: idOf('group', index),
      name,
      director,
      search: wordsOf(name, director, opinion.details),
      date: random.chance(0.8) ? partialDate(random, 1995, 2026) : null,
      duration: random.chance(0.5) ? random.from(1_800, 12_000) : null,
      studio_id: random.chance(0.7) ? idOf('studio', random.zipf(plan.studios, 5)) : null,
      parts: new Json(parts.map((part) => ({ id: idOf('group', part), description: null }))),
      part_ids: parts.map((part) => idOf('group', part)),
      ...opinion,
      tag_ids: rankedTags(plan, random, 4),
      ...times(random),
    };
  }
}

// ---- galleries and images ----

export function* galleryRows(plan: Plan): Generator<Row> {
  for (let index = 0; index < plan.galleries; index += 1) {
    const random = randomFor(plan, 'gallery', index);
    const title = random.chance(0.6) ? capital(phrase(random, 3)) : null;
    const path = `pictures/${word(random.zipf(vocabulary, 20))} ${index}`;
    const opinion = judged(random);
    yield {
      id: idOf('gallery', index),
      title,
      name: title ?? path.slice('pictures/'.length),
      path,
      search: wordsOf(title, path, opinion.details),
      date: random.chance(0.6) ? partialDate(random, 2000, 2026) : null,
      studio_id: random.chance(0.5) ? idOf('studio', random.zipf(plan.studios, 5)) : null,
      performer_ids: random.ranks(random.below(3), plan.performers, 50).map((rank) => idOf('performer', rank)),
      ...opinion,
      tag_ids: rankedTags(plan, random, 8),
      ...times(random),
    };
  }
}

export function* imageRows(plan: Plan): Generator<Row> {
  for (let index = 0; index < plan.images; index += 1) {
    const random = randomFor(plan, 'image', index);
    const gallery = random.zipf(plan.galleries, 50);
    const portrait = random.chance(0.3);
    const [long, short] = [random.from(12, 60) * 100, random.from(6, 40) * 100];
    const name = `${phrase(random, 2)} ${index}.jpg`;
    const path = `pictures/${gallery}/${name}`;
    const opinion = judged(random);
    yield {
      id: idOf('image', index),
      name,
      path,
      search: wordsOf(path, opinion.details),
      gallery_ids: random.chance(0.9) ? [idOf('gallery', gallery)] : [],
      performer_ids: random.ranks(random.below(2), plan.performers, 50).map((rank) => idOf('performer', rank)),
      width: portrait ? short : long,
      height: portrait ? long : short,
      bytes: random.from(100_000, 20_000_000),
      ...opinion,
      tag_ids: rankedTags(plan, random, 5),
      ...times(random),
    };
  }
}

/** Fills in the words that hold letters beyond ASCII, which the database alone knows how to fold. */
export const performerWords = `UPDATE performer SET search = search_text(concat_ws(' ', name, array_to_string(aliases, ' '), disambiguation, details))
  WHERE search = ''`;
