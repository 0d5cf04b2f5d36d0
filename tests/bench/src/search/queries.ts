/** Things of the seeded library that queries ask for: names where a search has them, ids where an address has them. */
export interface Known {
  /** Most frequent performers, by name. */
  performers: readonly string[];
  studios: readonly string[];
  /** An id of each kind, by the name of its collection: the one with most videos, or any video. */
  ids: Readonly<Record<'videos' | 'performers' | 'studios' | 'tags' | 'groups', readonly string[]>>;
}

/** One kind of question, and how many milliseconds 95 of 100 answers may take at most. */
export interface QueryKind {
  what: string;
  goal: number;
  /** Addresses below `/api`. */
  paths: (known: Known) => string[];
}

const path = (collection: string, parameters: Readonly<Record<string, string | number>>): string =>
  `${collection}?${new URLSearchParams(Object.entries(parameters).map(([name, value]) => [name, String(value)])).toString()}`;
const page = (q: string, sort = '-added'): string => path('videos', { q, sort, limit: 40 });
const facets = (q: string): string => path('videos/facets', { q });

const orders = [
  '-added', 'added', '-updated', 'modified', 'name', '-name', 'path', '-date', 'date', '-duration', '-rating', 'rating', '-size', 'resolution', '-bitrate',
  'framerate', '-counter', '-performers', '-tags', '-markers', 'studio', '-plays', '-playtime', '-played', 'resume', '-watchlater', 'random:7',
  '-rating,-added', '-rating,-date,name', 'studio,-date', 'resolution,-bitrate',
]; // prettier-ignore

/** Tags and words as tests/support/src/seed makes them: `beach` is on one video in seven, `season …` in one time alone, `rarity …` on a few. */
export const queryKinds: readonly QueryKind[] = [
  {
    what: 'page in an order',
    goal: 20,
    paths: () =>
      orders
        .map((sort) => page('', sort))
        .concat(
          path('performers', { sort: 'name' }),
          path('performers', { sort: '-videos' }),
          path('studios', { sort: '-videos' }),
          path('tags', { sort: 'name' }),
          path('groups', { sort: 'name' }),
          path('markers', { sort: '-added' }),
          path('images', { sort: '-added' }),
        ),
  },
  {
    what: 'page of one tag',
    goal: 30,
    paths: () => [
      page('tag:beach'),
      page('tag:beach', '-rating'),
      page('tag:summer', 'name'),
      page('tag:ruins'),
      page('tag=river'),
      page('tag:river', '-duration'),
      page('tag:"season 1"'),
      page('tag:"season 250"', 'added'),
      page('tag:"season 125"', '-rating'),
      page('tag:"house 1"'),
      page('tag:"house 200"', '-date'),
      page('tag:"rarity 1"'),
      page('tag:"rarity 7"', 'name'),
      path('performers', { q: 'tag:beach', sort: '-videos' }),
    ],
  },
  {
    what: 'page of three clauses',
    goal: 100,
    paths: ({ performers, studios }) => [
      page('tag:beach -tag:holiday rating>=60', '-rating'),
      page('tag:"season 3" duration>10m resolution>=1080p'),
      page('tag:beach tag:summer tag:lake', 'name'),
      page(`studio:"${studios[0]}" organised:true rating>=80`, '-date'),
      page(`performer:"${performers[0]}" tag:beach duration>5m`),
      page('favourite:true codec:av1 duration>30m'),
      page('tag:"rarity 3" rating>=20 -tag:beach'),
      page('performers>=2 date:2019..2021 tag:mountain', '-duration'),
      page('missing:rating resolution:4k tag:festival'),
      page('performer.country:JP tag:sunset rating>=60', '-rating'),
      page(`(studio:"${studios[1]}" OR studio:"${studios[2]}") added:2022 -organised:true`, '-size'),
      page('plays>=3 watchlater:true rating>=40', '-played'),
      page('custom.location:Rome tag:city duration>1m'),
      page('has:markers favourite:true tag:dance'),
    ],
  },
  {
    what: 'page of words',
    goal: 150,
    paths: () => [
      page('beach'),
      page('beach', 'name'),
      page('zanzibar'),
      page('timbuktu', '-rating'),
      page('quetzal', '-duration'),
      page('sunset lake'),
      page('"winter market"', '-rating'),
      page('mountain -party', 'name'),
      page('77123'),
      page('nothinghasthis'),
      page('zanzibar OR timbuktu', '-date'),
      page('be', '-rating'),
      page('path:"beach" lantern', '-size'),
      page('zanzibar', 'relevance'),
      page('sunset lake', 'relevance'),
      path('performers', { q: 'pazix', sort: 'name' }),
    ],
  },
  {
    what: 'facets',
    goal: 150,
    paths: ({ studios }) => [
      facets(''),
      facets('tag:beach'),
      facets('tag:"season 3"'),
      facets('tag:"rarity 1"'),
      facets('zanzibar'),
      facets('sunset'),
      facets('rating>=80'),
      facets(`studio:"${studios[0]}"`),
      facets('tag:beach -tag:holiday rating>=60'),
      path('performers/facets', { q: '' }),
    ],
  },
  {
    what: 'detail page',
    goal: 20,
    paths: ({ ids }) => Object.entries(ids).flatMap(([collection, some]) => some.map((id) => `${collection}/${id}`)),
  },
  {
    what: 'completion',
    goal: 50,
    paths: () => [
      path('completions', { kind: 'tag', text: 'b' }),
      path('completions', { kind: 'tag', text: 'beach' }),
      path('completions', { kind: 'performer', text: 'ma' }),
      path('completions', { kind: 'performer', text: 'pazix' }),
      path('completions', { kind: 'studio', text: 'films' }),
      path('completions', { kind: 'group', text: 'the v' }),
      path('values', { kind: 'video', field: 'codec' }),
      path('values', { kind: 'video', field: 'director', text: 'be' }),
      path('search', { text: 'beach' }),
      path('search', { text: 'ma' }),
    ],
  },
];

/** Orders whose pages from the middle and from near the end are compared with the first. */
export const deepOrders = ['-added', 'name', '-date', '-rating', '-duration', '-size'] as const;
