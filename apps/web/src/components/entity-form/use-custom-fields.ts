'use client';

import { entityHttp, type CustomField, type EntityKind } from '@reelm/contracts';
import { useQuery } from '@tanstack/react-query';
import { call } from '@/lib/api';

export const customFieldsKey = ['custom-fields'] as const;

const none: readonly CustomField[] = [];

/** The fields that the owner of the library added, in the order of forms. */
export const useAllCustomFields = () =>
  useQuery({
    queryKey: customFieldsKey,
    queryFn: async ({ signal }) => {
      const { items } = await call(entityHttp.listCustomFields, {}, { signal });
      return items.toSorted((a, b) => a.place - b.place || a.label.localeCompare(b.label));
    },
  });

/** Those of one kind. */
export function useCustomFields(kind: EntityKind): readonly CustomField[] {
  const { data = none } = useAllCustomFields();
  return data.filter((field) => field.kind === kind);
}
