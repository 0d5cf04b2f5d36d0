import type { Performer } from '@reelm/contracts';
import type { FactEntry } from '@/components/detail/facts';
import { genders } from '@/components/entity-form/kind-fields';
import { formatPartialDate, today, yearsBetween } from '@/lib/dates';

const countries = new Intl.DisplayNames(['en'], { type: 'region' });

const countryOf = (code: string | null): string | null => {
  try {
    return code && (countries.of(code) ?? code);
  } catch {
    return code;
  }
};

const unit = (value: number | null, name: string): string | null => (value === null ? null : `${value} ${name}`);

const bornOf = ({ birthDate, deathDate }: Performer): string | null => {
  if (birthDate === null) return null;
  const age = deathDate === null ? yearsBetween(birthDate, today()) : null;
  return `${formatPartialDate(birthDate)}${age === null ? '' : ` (${age})`}`;
};

const diedOf = ({ birthDate, deathDate }: Performer): string | null => {
  if (deathDate === null) return null;
  const age = yearsBetween(birthDate, deathDate);
  return `${formatPartialDate(deathDate)}${age === null ? '' : ` (${age})`}`;
};

const careerOf = ({ careerStart, careerEnd }: Performer): string | null =>
  careerStart === null && careerEnd === null ? null : `${careerStart ?? '?'} – ${careerEnd ?? 'today'}`;

/** What is known of a performer, in the order in which it is shown. */
export const performerFacts = (performer: Performer): readonly FactEntry[] => [
  { name: 'Gender', value: genders.find(({ value }) => value === performer.gender)?.label },
  { name: 'Born', value: bornOf(performer) },
  { name: 'Died', value: diedOf(performer) },
  { name: 'Country', value: countryOf(performer.country) },
  { name: 'Ethnicity', value: performer.ethnicity },
  { name: 'Hair', value: performer.hairColour },
  { name: 'Eyes', value: performer.eyeColour },
  { name: 'Height', value: unit(performer.heightCm, 'cm') },
  { name: 'Weight', value: unit(performer.weightKg, 'kg') },
  { name: 'Measurements', value: performer.measurements },
  { name: 'Breast type', value: performer.breastType },
  { name: 'Penis length', value: unit(performer.penisLengthCm, 'cm') },
  { name: 'Circumcised', value: performer.circumcised === null ? null : performer.circumcised === 'cut' ? 'Yes' : 'No' },
  { name: 'Tattoos', value: performer.tattoos },
  { name: 'Piercings', value: performer.piercings },
  { name: 'Career', value: careerOf(performer) },
];
