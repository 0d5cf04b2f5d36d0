import { z } from 'zod';

/** UUIDv7 in its canonical text form; sorts by creation time. */
export const Id = z.uuid().describe('UUID, time-ordered (version 7)');
export type Id = z.infer<typeof Id>;

/** ISO 8601 instant in UTC, for example `2026-01-31T08:15:00.000Z`. */
export const Instant = z.iso.datetime().describe('ISO 8601 instant in UTC');

/** 31 February would roll over to March. */
const isCalendarDay = (date: string): boolean => {
  const day = new Date(`${date}T00:00:00Z`);
  return !Number.isNaN(day.getTime()) && day.toISOString().startsWith(date);
};

/** Calendar date whose month and day may be unknown: `2019`, `2019-06` or `2019-06-30`. */
export const PartialDate = z
  .string()
  .regex(/^\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?$/, 'use YYYY, YYYY-MM or YYYY-MM-DD')
  .refine((date) => date.length !== 10 || isCalendarDay(date), 'this day is not in the calendar')
  .describe('Calendar date; month and day may be left out');

/** Names of the five services, in the order in which they start. */
export const ServiceName = z.enum(['catalog', 'ingest', 'transcode', 'faces', 'stashbox']);
export type ServiceName = z.infer<typeof ServiceName>;
export const serviceNames = ServiceName.options;

/** A page of a list; `nextCursor` is null on the last page. */
export const pageOf = <T extends z.ZodType>(item: T) =>
  z.object({
    items: z.array(item),
    nextCursor: z.string().nullable().describe('Pass as `cursor` to get the next page; null on the last page'),
    total: z.number().int().optional(),
  });

/** Keyset paging parameters shared by every list. */
export const PageQuery = z.object({
  limit: z.coerce.number().int().min(1).max(200).default(40),
  cursor: z.string().max(1000).optional(),
});

export const FailureReason = z.object({
  code: z.string(),
  message: z.string(),
  details: z.record(z.string(), z.unknown()).optional(),
});
export type FailureReason = z.infer<typeof FailureReason>;
