'use client';

import type { VideoCard } from '@reelm/contracts';
import { useQueryClient } from '@tanstack/react-query';
import { Clock, EllipsisVertical, RotateCcw } from 'lucide-react';
import { MenuButton } from '@/components/ui/menu-button';
import { forgetPlace, watchLater } from '../hooks/use-activity';

/** What a user can do with a video without opening it. It lies above the card's link. */
export function CardMenu({ video, top }: { video: VideoCard; top: number }) {
  const client = useQueryClient();
  return (
    <div className="absolute -right-1.5 z-1" style={{ top }}>
      <MenuButton
        label={`More for ${video.name}`}
        className="grid size-8 place-items-center rounded-md text-muted opacity-0 group-focus-within:opacity-100 group-hover:opacity-100 hover:bg-raised hover:text-ink aria-expanded:opacity-100 pointer-coarse:size-11 pointer-coarse:opacity-100"
        items={[
          {
            label: video.watchLater ? 'Not later' : 'Watch later',
            icon: <Clock />,
            onSelect: () => watchLater(client, video.id, !video.watchLater),
          },
          ...(video.resumeSeconds === null
            ? []
            : [{ label: 'Forget where I stopped', icon: <RotateCcw />, onSelect: () => forgetPlace(client, video.id) }]),
        ]}
      >
        <EllipsisVertical className="size-4.5" aria-hidden />
      </MenuButton>
    </div>
  );
}
