import { Sort, sortNames, sortTerms, type EntityKind, type SortTerm } from '@reelm/contracts';

/** Orders that have a meaning by themselves only, so that they never stand beside others. */
const alone = ['random', 'relevance'];
export const mostSorts = 4;

/** What the sort orders are called on the screen. */
const labels: Readonly<Record<string, string>> = {
  added: 'Added',
  updated: 'Changed',
  modified: 'File written',
  name: 'Name',
  path: 'Path',
  date: 'Date',
  duration: 'Length',
  rating: 'Rating',
  size: 'File size',
  resolution: 'Resolution',
  bitrate: 'Bit rate',
  framerate: 'Frame rate',
  counter: 'Counter',
  performers: 'Performers',
  tags: 'Tags',
  markers: 'Markers',
  studio: 'Studio',
  plays: 'Times played',
  playtime: 'Time played',
  played: 'Last played',
  resume: 'Resume point',
  watchlater: 'Watch later',
  birthdate: 'Age',
  height: 'Height',
  weight: 'Weight',
  videos: 'Videos',
  galleries: 'Galleries',
  images: 'Images',
  studios: 'Studios below',
  at: 'Time in the video',
  random: 'Shuffled',
  relevance: 'Best match',
};
export const sortLabel = (name: string): string => labels[bare(name)] ?? name;

/** Read from A, from the first page, from the youngest; of all else the most, the longest or the newest is wanted first. */
const upwards = ['name', 'path', 'studio', 'at', 'random', 'relevance'];

const bare = (name: string): string => name.split(':')[0] ?? name;
const write = (terms: readonly SortTerm[]): string => terms.map(({ name, descending }) => (descending ? `-${name}` : name)).join(',');

export const isAlone = (name: string): boolean => alone.includes(bare(name));
export const isShuffled = (sort: string): boolean => sort.startsWith('random:');
export const isSort = (kind: EntityKind, sort: string): boolean => Sort(kind).safeParse(sort).success;

const newSeed = (): number => 1 + Math.floor(Math.random() * 2_147_483_646);
const first = (name: string, seed: () => number): SortTerm =>
  name === 'random' ? { name: `random:${seed()}`, descending: false } : { name, descending: !upwards.includes(name) };

/** Adds an order behind those that there are; one that stands alone replaces them, and is replaced. */
export function addSort(sort: string, name: string, seed: () => number = newSeed): string {
  const terms = sortTerms(sort);
  const added = first(name, seed);
  if (isAlone(name) || terms.some((term) => isAlone(term.name))) return write([added]);
  return write([...terms.filter((term) => term.name !== name), added].slice(-mostSorts));
}

/** Puts one order in the place of another. */
export function replaceSort(sort: string, at: number, name: string, seed: () => number = newSeed): string {
  const added = first(name, seed);
  return isAlone(name) ? write([added]) : write(sortTerms(sort).map((term, place) => (place === at ? added : term)));
}

export const turnSort = (sort: string, at: number): string =>
  write(sortTerms(sort).map((term, place) => (place === at ? { ...term, descending: !term.descending } : term)));

/** What a column's head does: the list is sorted by it, or turned around; with `more` it is an order behind those that there are. */
export function sortByColumn(sort: string, name: string, more: boolean): string {
  const terms = sortTerms(sort);
  const at = terms.findIndex((term) => term.name === name);
  if (more) return at < 0 ? addSort(sort, name) : turnSort(sort, at);
  return at === 0 && terms.length === 1 ? turnSort(sort, 0) : write([first(name, newSeed)]);
}

/** The last one stays: a list always has an order. */
export function removeSort(sort: string, at: number): string {
  const left = sortTerms(sort).filter((_, place) => place !== at);
  return left.length === 0 ? sort : write(left);
}

export const shuffle = (seed: () => number = newSeed): string => `random:${seed()}`;

/** Orders that may still be added. */
export const freeSorts = (kind: EntityKind, sort: string): string[] => {
  const used = sortTerms(sort).map(({ name }) => bare(name));
  return sortNames[kind].filter((name) => !used.includes(name));
};

/** The user's own weights as the list takes them; nothing where the order does not go by them, or they are as usual. */
export function weightsFor(sort: string, weights: Readonly<Record<string, number>>): string | undefined {
  const own = Object.entries(weights).map(([name, weight]) => `${name}=${weight}`);
  return sort === 'relevance' && own.length > 0 ? own.join(',') : undefined;
}
