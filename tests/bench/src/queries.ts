import { VideoSort } from '@reelm/contracts';

/** A page of the list whose time is measured. */
export interface PageQuery {
  what: string;
  query: { sort?: VideoSort; q?: string; total?: boolean };
  /** Not the first page, but the one after this many pages of 200. */
  deepPages?: number;
}

export const pageQueries: readonly PageQuery[] = [
  ...VideoSort.options.map((sort): PageQuery => ({ what: `sorted by ${sort}`, query: { sort } })),
  { what: 'a word in a sixth of all names', query: { q: 'lantern' } },
  { what: 'two words', query: { q: 'lantern harbour', sort: 'name' } },
  { what: 'a number in one name', query: { q: '77123' } },
  { what: 'a word that nothing has', query: { q: 'zeppelin' } },
  { what: 'a phrase, best rated first', query: { q: '"winter market"', sort: '-rating' } },
  { what: 'rating and favourite', query: { q: 'rating>=80 favourite:true' } },
  { what: 'organised, long, without a word', query: { q: 'organised:true duration>1h -lantern', sort: '-duration' } },
  { what: 'newest, with the total', query: { total: true } },
  { what: 'a word, with the total', query: { q: 'lantern', total: true } },
  { what: 'newest, 20,000 videos down', query: { sort: '-added' }, deepPages: 100 },
  { what: 'by name, 20,000 videos down', query: { sort: 'name' }, deepPages: 100 },
  { what: 'by rating, 60,000 videos down', query: { sort: '-rating' }, deepPages: 300 },
];
