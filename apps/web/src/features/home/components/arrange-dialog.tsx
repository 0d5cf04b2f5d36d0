'use client';

import { ArrowDown, ArrowUp, Eye, RotateCcw, X } from 'lucide-react';
import { useViews, useViewChanges } from '@/components/views/use-views';
import { Button, IconButton } from '@/components/ui/button';
import { Dialog, DialogActions } from '@/components/ui/dialog';
import { useSettings } from '@/lib/settings';
import { moved, type Rows } from '../hooks/rows';

/** Which rows the home page has, and their order. What is changed shows behind the window at once. */
export function ArrangeDialog({ rows, onClose }: { rows: Rows; onClose: () => void }) {
  const { settings, change } = useSettings();
  const { data: views = [] } = useViews();
  const { update } = useViewChanges();
  const ids = rows.shown.map(({ id }) => id);
  const isView = (id: string): boolean => views.some((view) => view.id === id);
  const take = (id: string): void => {
    change({ home: ids.filter((other) => other !== id) });
    if (isView(id)) update.mutate({ id, body: { pinned: false }, done: 'Off the home page' });
  };
  const unpinned = views.filter(({ pinned }) => !pinned);
  return (
    <Dialog open onOpenChange={onClose} title="Rows of the home page" description="Any saved view can be a row.">
      <ol aria-label="Rows" className="divide-y divide-line rounded-lg border border-line">
        {rows.shown.map(({ id, title }, place) => (
          <li key={id} className="flex items-center gap-1 py-1 pr-1 pl-3.5 text-sm">
            <span className="mr-auto min-w-0 truncate">{title}</span>
            <IconButton label={`${title} up`} disabled={place === 0} onClick={() => change({ home: moved(ids, id, -1) })}>
              <ArrowUp />
            </IconButton>
            <IconButton label={`${title} down`} disabled={place === ids.length - 1} onClick={() => change({ home: moved(ids, id, 1) })}>
              <ArrowDown />
            </IconButton>
            <IconButton label={`Take ${title} off`} onClick={() => take(id)}>
              <X />
            </IconButton>
          </li>
        ))}
      </ol>
      {rows.hidden.length + unpinned.length > 0 ? (
        <>
          <h3 className="mt-5 mb-2 text-[0.8125rem] text-muted">Not on the page</h3>
          <ul className="flex flex-wrap gap-2">
            {rows.hidden.map(({ id, title }) => (
              <li key={id}>
                <Button size="small" onClick={() => change({ home: [...ids, id] })}>
                  <Eye /> {title}
                </Button>
              </li>
            ))}
            {unpinned.map(({ id, name }) => (
              <li key={id}>
                <Button
                  size="small"
                  onClick={() => {
                    update.mutate({ id, body: { pinned: true }, done: 'On the home page' });
                    change({ home: [...ids, id] });
                  }}
                >
                  <Eye /> {name}
                </Button>
              </li>
            ))}
          </ul>
        </>
      ) : null}
      <DialogActions>
        <Button look="quiet" disabled={settings.home === null} onClick={() => change({ home: null })}>
          <RotateCcw /> As usual
        </Button>
        <Button look="primary" onClick={onClose}>
          Done
        </Button>
      </DialogActions>
    </Dialog>
  );
}
