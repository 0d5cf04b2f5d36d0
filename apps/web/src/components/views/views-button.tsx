'use client';

import type { EntityKind, SavedView } from '@reelm/contracts';
import { Bookmark, ChevronDown } from 'lucide-react';
import { useState } from 'react';
import { Button } from '@/components/ui/button';
import { useViews } from './use-views';
import { currentView, isShown, type Look } from './view-model';
import type { ViewsMenu } from './views-menu';

interface ViewsButtonProps extends Look {
  kind: EntityKind;
  /** Shows a view. */
  onApply: (view: SavedView) => void;
}

const none: readonly SavedView[] = [];

/** The views of a list: choose one, keep what is shown, name, pin and delete. Its menu is loaded when it is asked for. */
export function ViewsButton({ kind, q, sort, layout, onApply }: ViewsButtonProps) {
  const { data = none } = useViews();
  const [chosen, setChosen] = useState<string | null>(null);
  const [menu, setMenu] = useState<{ Open: typeof ViewsMenu } | null>(null);
  const look = { q, sort, layout };
  const views = data.filter((view) => view.kind === kind);
  const current = currentView(views, chosen, look);
  const changed = current !== null && !isShown(current, look);
  const load = (): void => void import('./views-menu').then((module) => setMenu({ Open: module.ViewsMenu }));
  const button = (
    <Button
      look="quiet"
      aria-haspopup="menu"
      aria-label={current ? `Views: ${current.name}${changed ? ', changed' : ''}` : 'Views'}
      className="min-w-0 gap-1.5 px-2"
      {...(menu ? {} : { onClick: load })}
    >
      <Bookmark className={current && !changed ? 'fill-accent text-accent' : undefined} />
      <span className="max-w-36 truncate max-sm:hidden">
        {current?.name ?? 'Views'}
        {changed ? ' •' : ''}
      </span>
      <ChevronDown className="size-3.5! max-sm:hidden" />
    </Button>
  );
  if (!menu) return button;
  const choose = (view: SavedView): void => {
    setChosen(view.id);
    onApply(view);
  };
  return (
    <menu.Open
      trigger={button}
      kind={kind}
      views={views}
      current={current}
      look={look}
      changed={changed}
      onChoose={choose}
      onCreated={(view) => setChosen(view.id)}
    />
  );
}
