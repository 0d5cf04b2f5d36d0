'use client';

import type { MediaToken } from '@reelm/contracts';
import { MonitorPlay, Trash2 } from 'lucide-react';
import { useState } from 'react';
import { Card } from '@/components/page';
import { ErrorState, SkeletonRows } from '@/components/states';
import { Badge } from '@/components/ui/badge';
import { IconButton } from '@/components/ui/button';
import { Confirm } from '@/components/ui/confirm';
import { formatAgo } from '@/lib/format';
import { useDeleteMediaToken, useMediaTokens } from '../hooks/use-account';

const kindNames: Record<MediaToken['target']['kind'], string> = { video: 'Video', playlist: 'Playlist', search: 'Search' };

const nameOf = ({ name }: MediaToken): string => name || 'All videos';

/** Links that were made for other players. */
export function MediaTokens() {
  const { data, error, isPending, refetch } = useMediaTokens();
  return (
    <Card label="Links for other players" className="p-4 sm:p-5">
      <h2 className="font-semibold">Links for other players</h2>
      <p className="mt-0.5 mb-4 text-sm text-muted">
        Made under “Open in another player” and “Export as M3U”. Whoever has one can watch what it was made for, as far as you may.
      </p>
      {isPending ? <SkeletonRows rows={1} label="Loading links" className="h-14" /> : null}
      {error ? <ErrorState error={error} retry={() => void refetch()} title="The links could not be loaded" /> : null}
      {data?.items.length === 0 ? (
        <p className="flex items-center gap-2.5 rounded-md bg-raised/60 px-3 py-4 text-sm text-muted">
          <MonitorPlay className="size-4.5" aria-hidden /> You have no links.
        </p>
      ) : null}
      {data && data.items.length > 0 ? (
        <ul aria-label="Links for other players" className="divide-y divide-line rounded-md border border-line">
          {data.items.map((token) => (
            <TokenRow key={token.id} token={token} />
          ))}
        </ul>
      ) : null}
    </Card>
  );
}

function TokenRow({ token }: { token: MediaToken }) {
  const revoke = useDeleteMediaToken();
  const [asking, setAsking] = useState(false);
  const [now] = useState(Date.now);
  const ended = Date.parse(token.expiresAt) < now;
  return (
    <li className="flex items-center gap-3 px-3 py-2.5">
      <div className="min-w-0 flex-1">
        <p className="flex flex-wrap items-center gap-2 text-sm font-medium">
          <span className="min-w-0 break-words">{nameOf(token)}</span> <Badge>{kindNames[token.target.kind]}</Badge>
          {ended ? <Badge tone="bad">Ended</Badge> : null}
        </p>
        <p className="text-xs text-muted">
          <span className="font-mono">{token.prefix}…</span> · {token.lastUsedAt ? `used ${formatAgo(token.lastUsedAt)}` : 'never used'} ·{' '}
          {ended ? 'ended' : 'ends'} {formatAgo(token.expiresAt)}
        </p>
      </div>
      <IconButton label={`Revoke the link to ${nameOf(token)}`} onClick={() => setAsking(true)}>
        <Trash2 />
      </IconButton>
      <Confirm
        open={asking}
        onOpenChange={setAsking}
        title={`Revoke the link to ${nameOf(token)}?`}
        description="Players that use it stop, and nobody can open it any more. This cannot be undone."
        action="Revoke link"
        busy={revoke.isPending}
        error={revoke.error}
        onConfirm={() => revoke.mutate(token.id, { onSuccess: () => setAsking(false) })}
      />
    </li>
  );
}
