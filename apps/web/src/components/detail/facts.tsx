'use client';

import type { CustomField, CustomValues, EntityKind } from '@reelm/contracts';
import type { ReactNode } from 'react';
import { useCustomFields } from '@/components/entity-form/use-custom-fields';

export interface FactEntry {
  name: string;
  value: ReactNode;
}

/** Names and values side by side, as many columns as there is room for. What has no value is left out. */
export function Facts({ facts, label = 'Facts' }: { facts: readonly FactEntry[]; label?: string }) {
  const known = facts.filter(({ value }) => value !== null && value !== undefined && value !== '');
  if (known.length === 0) return null;
  return (
    <dl aria-label={label} className="grid max-w-5xl grid-cols-[repeat(auto-fill,minmax(9rem,1fr))] gap-x-6 gap-y-3">
      {known.map(({ name, value }) => (
        <div key={name} className="min-w-0">
          <dt className="text-xs text-muted">{name}</dt>
          <dd className="mt-0.5 text-sm break-words tabular-nums">{value}</dd>
        </div>
      ))}
    </dl>
  );
}

const inWords = ({ type }: CustomField, value: CustomValues[string]): string =>
  type === 'boolean' ? (value === true ? 'Yes' : 'No') : typeof value === 'number' ? value.toLocaleString('en') : String(value);

/** Values of the fields that the owner of the library added. */
export function useCustomFacts(kind: EntityKind, custom: CustomValues): readonly FactEntry[] {
  return useCustomFields(kind).map((field) => {
    const value = custom[field.key];
    return { name: field.label, value: value === undefined ? null : inWords(field, value) };
  });
}
