import { z } from 'zod';
import { Id, Instant, PartialDate } from '../primitives.js';
import { Aliases, clearable, Described, DescribedUpdate, Name, Picture, Rating } from './entity.js';

export const Gender = z.enum(['male', 'female', 'transgender-male', 'transgender-female', 'intersex', 'non-binary']);
export type Gender = z.infer<typeof Gender>;
export const Circumcised = z.enum(['cut', 'uncut']);

const Word = z.string().trim().min(1).max(100);
const Line = z.string().trim().min(1).max(1000);
const Year = z.number().int().min(1800).max(2999);

/** Facts of a performer that nothing but people and filters look at. */
const facts = {
  disambiguation: clearable(Name).describe('Tells apart performers of the same name'),
  gender: clearable(Gender),
  birthDate: clearable(PartialDate),
  deathDate: clearable(PartialDate),
  country: clearable(z.string().regex(/^[A-Z]{2}$/, 'use the two-letter code of ISO 3166, for example DE')),
  ethnicity: clearable(Word),
  eyeColour: clearable(Word),
  hairColour: clearable(Word),
  heightCm: clearable(z.number().int().min(30).max(300)),
  weightKg: clearable(z.number().int().min(10).max(500)),
  measurements: clearable(Word),
  breastType: clearable(Word),
  penisLengthCm: clearable(z.number().min(1).max(60)),
  circumcised: clearable(Circumcised),
  tattoos: clearable(Line),
  piercings: clearable(Line),
  careerStart: clearable(Year),
  careerEnd: clearable(Year),
};

export const PerformerUpdate = DescribedUpdate.extend({
  name: Name.optional(),
  aliases: Aliases.optional(),
  autoMatch: z.boolean().optional().describe('Whether names found in paths suggest it'),
  ...facts,
}).strict();
export type PerformerUpdate = z.infer<typeof PerformerUpdate>;
export const PerformerCreate = PerformerUpdate.extend({ name: Name }).strict();

/** A performer as lists and cards show it. */
export const PerformerCard = z.object({
  id: Id,
  name: z.string(),
  disambiguation: z.string().nullable(),
  gender: Gender.nullable(),
  birthDate: PartialDate.nullable(),
  country: z.string().nullable(),
  rating: Rating.nullable(),
  favourite: z.boolean(),
  imageUrl: z.string().nullable(),
  videos: z.number().int().nonnegative(),
  markers: z.number().int().nonnegative(),
  galleries: z.number().int().nonnegative(),
  images: z.number().int().nonnegative(),
  version: z.number().int(),
  createdAt: Instant,
  updatedAt: Instant,
});
export type PerformerCard = z.infer<typeof PerformerCard>;

export const Performer = PerformerCard.extend(Described.shape).extend({
  aliases: z.array(z.string()),
  autoMatch: z.boolean(),
  deathDate: PartialDate.nullable(),
  ethnicity: z.string().nullable(),
  eyeColour: z.string().nullable(),
  hairColour: z.string().nullable(),
  heightCm: z.number().int().nullable(),
  weightKg: z.number().int().nullable(),
  measurements: z.string().nullable(),
  breastType: z.string().nullable(),
  penisLengthCm: z.number().nullable(),
  circumcised: Circumcised.nullable(),
  tattoos: z.string().nullable(),
  piercings: z.string().nullable(),
  careerStart: z.number().int().nullable(),
  careerEnd: z.number().int().nullable(),
  pictures: z.array(Picture),
});
export type Performer = z.infer<typeof Performer>;

/** Somebody who appears in videos together with a performer. */
export const CoPerformer = z.object({ performer: PerformerCard, videos: z.number().int().positive().describe('Videos with both') });
export type CoPerformer = z.infer<typeof CoPerformer>;
