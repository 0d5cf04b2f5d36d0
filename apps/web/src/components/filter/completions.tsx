'use client';

import type { EntityKind } from '@reelm/contracts';
import { useEffect } from 'react';
import { formatCount } from '@/lib/format';
import { Listbox, Option } from '@/components/ui/listbox';
import { EntityImage } from '@/components/entity-picker/entity-image';
import { useCompletions, type Completion } from './use-completions';
import type { Language } from './use-language';

interface CompletionsProps {
  language: Language;
  kind: EntityKind;
  text: string;
  caret: number;
  active: number;
  offered: readonly Completion[];
  onOffer: (completions: readonly Completion[]) => void;
  onChoose: (completion: Completion) => void;
}

/** The list below the field of what may stand at the caret. */
export function Completions({ language, kind, text, caret, active, offered, onOffer, onChoose }: CompletionsProps) {
  const found = useCompletions(language, kind, text, caret, true);
  useEffect(() => onOffer(found), [found, onOffer]);
  if (offered.length === 0) return null;
  return (
    <Listbox id="completions" label="Completions">
      {offered.map((completion, place) => (
        <Option
          key={`${completion.kind ?? ''}${completion.insert}`}
          id={`completion-${place}`}
          active={place === active}
          onChoose={() => onChoose(completion)}
        >
          {completion.kind ? (
            <>
              <EntityImage kind={completion.kind} url={completion.imageUrl ?? null} className="size-6" />
              <span className="truncate font-medium">{completion.label}</span>
            </>
          ) : (
            <code className="shrink-0 font-mono text-[0.8125rem]">{completion.label}</code>
          )}
          {completion.detail ? <span className="truncate text-muted">{completion.detail}</span> : null}
          {completion.count == null ? null : (
            <span className="ml-auto shrink-0 text-xs text-muted tabular-nums">{formatCount(completion.count)}</span>
          )}
        </Option>
      ))}
    </Listbox>
  );
}
