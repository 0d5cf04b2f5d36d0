'use client';

import type { EntityKind } from '@reelm/contracts';
import { Search } from 'lucide-react';
import { useState, type KeyboardEvent } from 'react';
import { Listbox, Option } from '@/components/ui/listbox';
import type { Language } from './use-language';

interface FieldMenuProps {
  language: Language;
  kind: EntityKind;
  onChoose: (path: string) => void;
}

/** All fields that the list can be filtered by, found by name, other names and description. */
export function FieldMenu({ language, kind, onChoose }: FieldMenuProps) {
  const [text, setText] = useState('');
  const [active, setActive] = useState(0);
  const wanted = text.trim().toLowerCase();
  // `is` only says in another way what the yes-or-no fields say, and custom fields need a name behind a point.
  const fields = language.fieldsFor(kind).filter(([, { type }]) => type !== 'flag' && type !== 'custom');
  const rank = ([name, { aliases = [], description }]: (typeof fields)[number]): number =>
    name.startsWith(wanted)
      ? 0
      : aliases.some((alias) => alias.startsWith(wanted))
        ? 1
        : description.toLowerCase().includes(wanted)
          ? 2
          : 3;
  const found = fields.filter((field) => rank(field) < 3).toSorted((a, b) => (wanted ? rank(a) - rank(b) : 0));
  const key = (event: KeyboardEvent): void => {
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      event.preventDefault();
      if (found.length > 0) setActive((at) => (at + (event.key === 'ArrowDown' ? 1 : -1) + found.length) % found.length);
    } else if (event.key === 'Enter') {
      event.preventDefault();
      const chosen = found[active];
      if (chosen) onChoose(chosen[0]);
    }
  };
  return (
    <>
      <div className="relative border-b border-line p-2">
        <Search className="pointer-events-none absolute top-1/2 left-4 size-4 -translate-y-1/2 text-muted" aria-hidden />
        <input
          autoFocus
          role="combobox"
          aria-label="Filter by"
          aria-expanded
          aria-controls="filter-fields"
          aria-activedescendant={found[active] ? `filter-field-${active}` : undefined}
          placeholder="Filter by…"
          value={text}
          onChange={(event) => {
            setText(event.target.value);
            setActive(0);
          }}
          onKeyDown={key}
          autoComplete="off"
          spellCheck={false}
          className="h-9 w-full rounded-md bg-transparent pl-8 text-sm outline-none pointer-coarse:h-11 pointer-coarse:text-base"
        />
      </div>
      <Listbox id="filter-fields" label="Fields" floating={false} className="min-h-0 p-1">
        {found.map(([name, { description }], place) => (
          <Option key={name} id={`filter-field-${place}`} active={place === active} onChoose={() => onChoose(name)}>
            <span className="grid min-w-0">
              <span className="font-medium">{name}</span>
              <span className="truncate text-xs text-muted">{description}</span>
            </span>
          </Option>
        ))}
      </Listbox>
      {found.length === 0 ? <p className="p-3 text-sm text-muted">No field fits. Words can be typed into the search as they are.</p> : null}
    </>
  );
}
