/** Whole years between two partial dates; null where not even the years are known. Unknown months and days count as the earliest. */
export function yearsBetween(from: string | null, to: string): number | null {
  if (from === null) return null;
  const [year = 0, month = 1, day = 1] = from.split('-').map(Number);
  const [thenYear = 0, thenMonth = 1, thenDay = 1] = to.split('-').map(Number);
  const years = thenYear - year;
  // Where the later date knows no month, the birthday of that year is taken as passed only if it is its first day.
  return thenMonth < month || (thenMonth === month && thenDay < day) ? years - 1 : years;
}

const day = new Intl.DateTimeFormat('en-GB', { dateStyle: 'long', timeZone: 'UTC' });
const month = new Intl.DateTimeFormat('en-GB', { month: 'long', year: 'numeric', timeZone: 'UTC' });

/** `2019`, `June 2019`, `30 June 2019`. */
export function formatPartialDate(date: string): string {
  if (date.length === 4) return date;
  return (date.length === 7 ? month : day).format(new Date(date));
}

/** Today as a partial date, in UTC as all dates of the library. */
export const today = (): string => new Date().toISOString().slice(0, 10);
