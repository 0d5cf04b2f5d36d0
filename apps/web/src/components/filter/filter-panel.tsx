'use client';

import { Popover } from 'radix-ui';
import { useState } from 'react';
import { Button } from '@/components/ui/button';
import { inputLook } from '@/components/ui/field';
import { cn } from '@/lib/cn';
import { ClauseEditor } from './clause-editor';
import { FieldMenu } from './field-menu';
import type { Filter } from './use-filter';
import type { Language } from './use-language';

interface FilterPanelProps {
  filter: Filter;
  language: Language;
  /** The chip that is edited; null adds one. */
  place: number | null;
  onClose: () => void;
}

/** The window at the row of chips in which a filter is chosen and filled in. */
export function FilterPanel({ filter, language, place, onClose }: FilterPanelProps) {
  const chip = place === null ? null : (filter.chips?.[place] ?? null);
  const [path, setPath] = useState(chip?.path ?? null);
  const field = path === null ? undefined : language.fieldAt(path, filter.kind);
  const finish = (parts: readonly string[]): void => {
    filter.replace(place, parts);
    onClose();
  };
  return (
    <Popover.Root open onOpenChange={(open) => !open && onClose()}>
      <Popover.Anchor className={chip ? 'absolute bottom-0 left-0' : 'h-8 w-0'} />
      <Popover.Portal>
        <Popover.Content
          align="start"
          side="bottom"
          sideOffset={6}
          collisionPadding={10}
          aria-label={chip ? 'Edit filter' : 'Add filter'}
          className="z-50 flex max-h-[min(34rem,var(--radix-popover-content-available-height))] w-[min(22rem,calc(100vw-1.25rem))] flex-col rounded-lg border border-line bg-panel shadow-xl outline-none data-[state=open]:animate-[rise_120ms_ease-out]"
        >
          {path !== null && field ? (
            <ClauseEditor
              key={path}
              language={language}
              kind={filter.kind}
              path={path}
              field={field}
              chip={chip?.path === path ? chip : null}
              onDone={finish}
              onBack={chip ? null : () => setPath(null)}
            />
          ) : chip ? (
            <PartEditor language={language} filter={filter} text={language.textOf(chip)} onDone={finish} />
          ) : (
            <FieldMenu language={language} kind={filter.kind} onChoose={setPath} />
          )}
        </Popover.Content>
      </Popover.Portal>
    </Popover.Root>
  );
}

interface PartEditorProps {
  language: Language;
  filter: Filter;
  text: string;
  onDone: (parts: readonly string[]) => void;
}

/** Free words and nested alternatives are edited as they are written. */
function PartEditor({ language, filter, text: given, onDone }: PartEditorProps) {
  const [text, setText] = useState(given);
  const problem = text.trim() === '' ? undefined : language.errorsOf(text, filter.kind)[0];
  return (
    <form
      className="grid gap-3 p-3"
      onSubmit={(event) => {
        event.preventDefault();
        if (!problem) onDone(text.trim() === '' ? [] : [text]);
      }}
    >
      <label className="grid gap-1.5 text-sm font-medium">
        Search for
        <input
          autoFocus
          value={text}
          onChange={(event) => setText(event.target.value)}
          spellCheck={false}
          autoComplete="off"
          aria-invalid={problem ? true : undefined}
          className={cn(inputLook, 'h-10 font-mono text-[0.8125rem] pointer-coarse:h-11 pointer-coarse:text-base')}
        />
      </label>
      {problem ? (
        <p role="alert" className="text-[0.8125rem] text-bad">
          {problem.message} {problem.hint}
        </p>
      ) : null}
      <div className="flex justify-end gap-2">
        <Button size="small" look="quiet" onClick={() => onDone([])}>
          Remove
        </Button>
        <Button type="submit" size="small" look="primary" disabled={problem !== undefined}>
          Apply
        </Button>
      </div>
    </form>
  );
}
