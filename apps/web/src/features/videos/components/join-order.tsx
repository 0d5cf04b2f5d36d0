'use client';

import { useQueryClient } from '@tanstack/react-query';
import { OrderedList } from '@/components/queue/ordered-list';
import { EntityPicker } from '@/components/entity-picker/entity-picker';
import { queued, type Queued } from '@/components/queue/queue';
import { toastError } from '@/lib/toast';
import { getVideo, videoKeys } from '../api/videos-api';

interface JoinOrderProps {
  items: readonly Queued[];
  onChange: (items: Queued[]) => void;
  /** One that cannot be added. */
  without?: string;
}

/** The videos that become one file, in their order. */
export function JoinOrder({ items, onChange, without }: JoinOrderProps) {
  const client = useQueryClient();
  const shown = items.map((item) => ({ ...item, key: item.id }));
  const add = (id: string): void =>
    void client
      .fetchQuery({ queryKey: videoKeys.detail(id), queryFn: ({ signal }) => getVideo(id, signal), staleTime: 60_000 })
      .then((video) => onChange([...items, queued(video)]), toastError('Not added'));
  return (
    <div className="grid gap-3">
      <OrderedList
        label="What is joined"
        items={shown}
        open={(item, className) => <span className={className}>{item.name}</span>}
        onMove={(item, to) => onChange(items.filter(({ id }) => id !== item.id).toSpliced(to, 0, item))}
        onRemove={(item) => onChange(items.filter(({ id }) => id !== item.id))}
      />
      <EntityPicker
        kind="video"
        label="Add a video behind them"
        value={[]}
        onChange={(picked) => {
          const [chosen] = picked;
          if (chosen && items.every(({ id }) => id !== chosen.id)) add(chosen.id);
        }}
        {...(without === undefined ? {} : { without })}
        inline
      />
    </div>
  );
}
