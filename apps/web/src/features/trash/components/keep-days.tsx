'use client';

import type { TrashedFile } from '@reelm/contracts';
import { useState } from 'react';
import { SelectField } from '@/components/ui/field';
import { Confirm } from '@/components/ui/confirm';
import { formatBytes, plural } from '@/lib/format';
import { tooOld } from '../trash-age';

const offered = [7, 30, 90, 365] as const;

interface KeepDaysProps {
  /** Null where files stay. */
  keepDays: number | null;
  items: readonly TrashedFile[];
  isSaving: boolean;
  onChange: (keepDays: number | null) => void;
}

/** How long files stay in the trash. What would go at once is told before. */
export function KeepDays({ keepDays, items, isSaving, onChange }: KeepDaysProps) {
  const [asking, setAsking] = useState<{ days: number; old: readonly TrashedFile[] } | null>(null);
  const choose = (days: number | null): void => {
    const old = tooOld(items, days, Date.now());
    if (days !== null && old.length > 0) setAsking({ days, old });
    else onChange(days);
  };
  const options = [...new Set([...offered, ...(keepDays === null ? [] : [keepDays])])].sort((one, other) => one - other);
  return (
    <div className="mb-6 max-w-sm">
      <SelectField
        label="Delete for good by itself"
        help="Whether files leave the trash after some time, in all libraries."
        value={keepDays ?? ''}
        disabled={isSaving}
        onChange={(event) => choose(event.target.value === '' ? null : Number(event.target.value))}
      >
        <option value="">Never</option>
        {options.map((days) => (
          <option key={days} value={days}>
            After {plural(days, 'day')}
          </option>
        ))}
      </SelectField>
      {asking ? (
        <Confirm
          open
          onOpenChange={() => setAsking(null)}
          title={`Delete ${plural(asking.old.length, 'file')} for good?`}
          description={`${plural(asking.old.length, 'file')}, ${formatBytes(asking.old.reduce((sum, { bytes }) => sum + bytes, 0))}, came here more than ${plural(asking.days, 'day')} ago and would be deleted now; this cannot be undone.`}
          action={`Delete ${plural(asking.old.length, 'file')}`}
          busy={false}
          error={null}
          onConfirm={() => {
            onChange(asking.days);
            setAsking(null);
          }}
        />
      ) : null}
    </div>
  );
}
