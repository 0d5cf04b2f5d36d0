import { PartialDate, type CustomField, type EntityKind } from '@reelm/contracts';
import { AppError } from '@reelm/service-kit';

/** What decides which values a custom field takes. */
export type CustomFieldRule = Pick<CustomField, 'key' | 'type' | 'choices'>;

/** What a field takes, in words; undefined where the value is good. */
const expected = ({ type, choices }: CustomFieldRule, value: unknown): string | undefined => {
  switch (type) {
    case 'text':
      return typeof value === 'string' ? undefined : 'text';
    case 'number':
      return typeof value === 'number' ? undefined : 'a number';
    case 'date':
      return PartialDate.safeParse(value).success ? undefined : 'a date as YYYY, YYYY-MM or YYYY-MM-DD';
    case 'boolean':
      return typeof value === 'boolean' ? undefined : 'true or false';
    case 'choice':
      return choices.some((choice) => choice === value) ? undefined : `one of ${choices.join(', ')}`;
  }
};

/**
 * Checks values against the fields that the owner of the library defined; null takes a value away, also of a field whose rules it broke.
 * @throws AppError `custom_field.unknown`, `custom_field.value_invalid`
 */
export function checkCustomValues(kind: EntityKind, values: Readonly<Record<string, unknown>>, rules: readonly CustomFieldRule[]): void {
  for (const [key, value] of Object.entries(values)) {
    const rule = rules.find((one) => one.key === key);
    if (rule === undefined) throw new AppError('custom_field.unknown', { kind, key });
    const problem = value === null ? undefined : expected(rule, value);
    if (problem !== undefined) throw new AppError('custom_field.value_invalid', { kind, key, expected: problem });
  }
}
