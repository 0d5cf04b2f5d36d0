import type { Random } from './random.js';

/** So many words make up names, paths and texts. */
export const vocabulary = 20_000;

/** The most common words; the rest are made of syllables. */
const common = [
  'beach', 'holiday', 'summer', 'mountain', 'party', 'family', 'lake', 'sunset', 'concert', 'city', 'drone', 'wedding', 'garden', 'train', 'night',
  'river', 'forest', 'snow', 'birthday', 'harbour', 'market', 'winter', 'meadow', 'island', 'bridge', 'station', 'valley', 'morning', 'window', 'lantern',
  'orchard', 'summit', 'street', 'kitchen', 'dance', 'travel', 'camera', 'festival', 'museum', 'castle', 'village', 'school', 'football', 'bicycle', 'sailing',
  'surfing', 'climbing', 'skiing', 'hiking', 'camping', 'cooking', 'painting', 'theatre', 'rehearsal', 'interview', 'lecture', 'workshop', 'parade', 'fireworks',
  'carnival', 'airport', 'ferry', 'tunnel', 'desert', 'canyon', 'glacier', 'waterfall', 'volcano', 'lighthouse', 'windmill', 'vineyard', 'stable', 'horses',
  'kittens', 'puppy', 'parrot', 'whales', 'dolphins', 'reef', 'storm', 'rainbow', 'moonlight', 'sunrise', 'autumn', 'spring', 'picnic', 'barbecue', 'playground',
  'library', 'office', 'garage', 'rooftop', 'balcony', 'courtyard', 'fountain', 'statue', 'cathedral', 'monastery', 'palace', 'ruins',
]; // prettier-ignore

/** Words that one can look for: in about one video of 1,000, of 5,000 and of 10,000. */
const rare: Readonly<Record<number, string>> = { 1_000: 'zanzibar', 5_000: 'timbuktu', 10_000: 'quetzal' };

const starts = 'bdfhjlmnprstvz';
const vowels = 'aeiou';
const ends = 'lkxmd';
const letter = (letters: string, index: number): string => letters[index % letters.length] ?? '';
const syllable = (index: number): string => letter(starts, Math.floor(index / vowels.length)) + letter(vowels, index);
const syllables = starts.length * vowels.length;

/** The word of a rank below {@link vocabulary}, 0 the most common. */
export function word(rank: number): string {
  // Spread, so that words of neighbouring ranks do not begin alike. The factor shares no divisor with the number of made words.
  const made = (rank * 7_919) % (syllables * syllables * ends.length);
  return (
    common[rank] ??
    rare[rank] ??
    syllable(made) + syllable(Math.floor(made / syllables)) + letter(ends, Math.floor(made / (syllables * syllables)))
  );
}

export const drawWord = (random: Random): string => word(random.zipf(vocabulary, 20));

export const phrase = (random: Random, length: number): string => Array.from({ length }, () => drawWord(random)).join(' ');

export const capital = (text: string): string => text.replace(/(^| )[a-z]/g, (start) => start.toUpperCase());

/** Some names are written with letters beyond ASCII. */
export const accented = (text: string): string => text.replace('e', 'é').replace('o', 'ö');
