'use client';

import { keepPreviousData, useQuery, useQueryClient } from '@tanstack/react-query';
import { NamedKind, type EntityKind, type Suggested } from '@reelm/contracts';
import { Plus } from 'lucide-react';
import { useDeferredValue, useId, useRef, useState, type KeyboardEvent } from 'react';
import { createEntity } from '@/components/entity-api';
import { suggestEntities } from '@/components/filter/suggestions';
import { Listbox, Option } from '@/components/ui/listbox';
import { cn } from '@/lib/cn';
import { formatCount } from '@/lib/format';
import { useMay } from '@/lib/session';
import { toastError } from '@/lib/toast';
import { EntityChip } from './entity-chip';
import { EntityImage } from './entity-image';
import { entityKinds } from './entity-kinds';

/** An entity that was chosen. */
export interface Picked {
  id: string;
  name: string;
  imageUrl?: string | null;
}

interface EntityPickerProps {
  kind: EntityKind;
  /** Name for those who do not see where it stands, as `Tags`. */
  label: string;
  value: readonly Picked[];
  onChange: (value: Picked[]) => void;
  /** An id that cannot be chosen, as that of what it is chosen for. */
  without?: string;
  /** False for a studio: choosing another replaces it. */
  multiple?: boolean;
  /** Whether one that does not exist yet can be made, by those who may edit. */
  mayCreate?: boolean;
  autoFocus?: boolean;
  /** The suggestions stand in the flow of the page, for places that scroll themselves. */
  inline?: boolean;
  className?: string;
}

/** Chooses tags, performers, studios, groups … by typing. Arrow keys and Enter choose, Backspace in the empty field takes the last away. */
export function EntityPicker(props: EntityPickerProps) {
  const { kind, label, value, onChange, without, multiple = true, mayCreate = false, autoFocus = false, inline = false, className } = props;
  const [text, setText] = useState('');
  const [open, setOpen] = useState(false);
  const [active, setActive] = useState(0);
  const client = useQueryClient();
  const list = useId();
  const input = useRef<HTMLInputElement>(null);
  const mayEdit = useMay('editor');
  const wanted = useDeferredValue(text.trim());
  const { data: suggested = [], isPlaceholderData } = useQuery({
    queryKey: ['suggest', kind, wanted],
    queryFn: ({ signal }) => suggestEntities(kind, wanted, signal),
    enabled: open,
    placeholderData: keepPreviousData,
    staleTime: 30_000,
  });
  const free = suggested.filter(({ id }) => id !== without && !value.some((picked) => picked.id === id));
  const creates =
    mayCreate && mayEdit && NamedKind.safeParse(kind).success && wanted !== '' && !isPlaceholderData && !named(suggested, wanted);
  const options = free.length + (creates ? 1 : 0);

  const pick = (picked: Picked): void => {
    onChange(multiple ? [...value, picked] : [picked]);
    setText('');
    setActive(0);
    input.current?.focus();
    if (!multiple) setOpen(false);
  };
  const create = (): void =>
    void createEntity(NamedKind.parse(kind), { name: wanted }).then(
      (made) => {
        void client.invalidateQueries({ queryKey: ['suggest', kind] });
        pick(made);
      },
      toastError(`The ${entityKinds[kind].one} was not made`),
    );
  const choose = (place: number): void => {
    const chosen = free[place];
    if (chosen) pick({ id: chosen.id, name: chosen.name, imageUrl: chosen.imageUrl });
    else if (creates) create();
  };
  const key = (event: KeyboardEvent): void => {
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      event.preventDefault();
      setOpen(true);
      if (options > 0) setActive((at) => (at + (event.key === 'ArrowDown' ? 1 : -1) + options) % options);
    } else if (event.key === 'Enter') {
      if (!open || options === 0) return;
      event.preventDefault();
      event.stopPropagation();
      choose(active);
    } else if (event.key === 'Escape' && open) {
      event.preventDefault();
      event.stopPropagation();
      setOpen(false);
    } else if (event.key === 'Backspace' && text === '' && value.length > 0) {
      onChange(value.slice(0, -1));
    }
  };
  const shown = open && options > 0;
  return (
    <div
      className={cn('relative', className)}
      onBlur={(event) => {
        const picker = event.currentTarget;
        if (picker.contains(event.relatedTarget)) return;
        const close = (): void => setOpen(picker.contains(document.activeElement));
        // In the flow of the page the list goes after the click that took the focus: no button moves away from under the pointer.
        if (inline) document.addEventListener('pointerup', () => requestAnimationFrame(close), { once: true });
        else setOpen(false);
      }}
    >
      {/* oxlint-disable-next-line jsx-a11y/click-events-have-key-events, jsx-a11y/no-static-element-interactions -- a click beside the field is meant for it */}
      <div
        onClick={() => input.current?.focus()}
        className="flex min-h-10 w-full cursor-text flex-wrap items-center gap-1 rounded-md border border-line bg-ground px-1.5 py-1 focus-within:border-accent focus-within:outline-1 focus-within:outline-accent hover:border-edge/70"
      >
        {value.map((picked) => (
          <EntityChip
            key={picked.id}
            kind={kind}
            name={picked.name}
            imageUrl={picked.imageUrl ?? null}
            onRemove={() => onChange(value.filter(({ id }) => id !== picked.id))}
          />
        ))}
        <input
          ref={input}
          role="combobox"
          aria-label={label}
          aria-expanded={shown}
          aria-controls={list}
          aria-autocomplete="list"
          aria-activedescendant={shown ? `${list}-${active}` : undefined}
          autoFocus={autoFocus}
          autoComplete="off"
          spellCheck={false}
          value={text}
          placeholder={value.length === 0 ? `Any ${entityKinds[kind].one}…` : ''}
          onFocus={() => setOpen(true)}
          onClick={() => setOpen(true)}
          onChange={(event) => {
            setText(event.target.value);
            setOpen(true);
            setActive(0);
          }}
          onKeyDown={key}
          className="h-8 min-w-24 flex-1 bg-transparent px-1.5 text-sm outline-none placeholder:text-muted/80 pointer-coarse:h-10 pointer-coarse:text-base"
        />
      </div>
      {shown ? (
        <Listbox id={list} label={label} floating={!inline} className={inline ? 'mt-1.5 max-h-64' : 'max-h-72'}>
          {free.map((option, place) => (
            <Option key={option.id} id={`${list}-${place}`} active={place === active} onChoose={() => choose(place)}>
              <EntityImage kind={kind} url={option.imageUrl} className="size-7" />
              <span className="min-w-0">
                <span className="block truncate">{option.name}</span>
                {option.detail ? <span className="block truncate text-xs text-muted">{option.detail}</span> : null}
              </span>
              {option.count === null ? null : (
                <span className="ml-auto shrink-0 text-xs text-muted tabular-nums">{formatCount(option.count)}</span>
              )}
            </Option>
          ))}
          {creates ? (
            <Option id={`${list}-${free.length}`} active={active === free.length} onChoose={create}>
              <Plus className="size-5 shrink-0 text-accent" aria-hidden />
              <span className="truncate">
                New {entityKinds[kind].one} <b className="font-semibold">{wanted}</b>
              </span>
            </Option>
          ) : null}
        </Listbox>
      ) : null}
    </div>
  );
}

const named = (suggested: readonly Suggested[], text: string): boolean =>
  suggested.some(({ name }) => name.toLowerCase() === text.toLowerCase());
