'use client';

import type { ApiKey } from '@reelm/contracts';
import { KeyRound, Plus, Trash2 } from 'lucide-react';
import { useState } from 'react';
import { Card } from '@/components/page';
import { ErrorState, SkeletonRows } from '@/components/states';
import { Badge } from '@/components/ui/badge';
import { Button, IconButton } from '@/components/ui/button';
import { Confirm } from '@/components/ui/confirm';
import { formatAgo } from '@/lib/format';
import { useApiKeys, useDeleteApiKey } from '../hooks/use-account';
import { ApiKeyDialog } from './api-key-dialog';

/** Keys for scripts and other programs. */
export function ApiKeys() {
  const { data, error, isPending, refetch } = useApiKeys();
  const [adding, setAdding] = useState(false);
  return (
    <Card label="API keys" className="p-4 sm:p-5">
      <div className="mb-4 flex flex-wrap items-start justify-between gap-3">
        <div>
          <h2 className="font-semibold">API keys</h2>
          <p className="mt-0.5 text-sm text-muted">
            For scripts and other programs, sent as <code className="text-[0.8125rem]">Authorization: Bearer</code>. A key never does more
            than you may.
          </p>
        </div>
        <Button onClick={() => setAdding(true)}>
          <Plus /> New API key
        </Button>
      </div>
      {isPending ? <SkeletonRows rows={1} label="Loading API keys" className="h-14" /> : null}
      {error ? <ErrorState error={error} retry={() => void refetch()} title="The API keys could not be loaded" /> : null}
      {data?.items.length === 0 ? (
        <p className="flex items-center gap-2.5 rounded-md bg-raised/60 px-3 py-4 text-sm text-muted">
          <KeyRound className="size-4.5" aria-hidden /> You have no API keys.
        </p>
      ) : null}
      {data && data.items.length > 0 ? (
        <ul aria-label="API keys" className="divide-y divide-line rounded-md border border-line">
          {data.items.map((key) => (
            <KeyRow key={key.id} apiKey={key} />
          ))}
        </ul>
      ) : null}
      {adding ? <ApiKeyDialog onClose={() => setAdding(false)} /> : null}
    </Card>
  );
}

function KeyRow({ apiKey }: { apiKey: ApiKey }) {
  const revoke = useDeleteApiKey();
  const [asking, setAsking] = useState(false);
  const [now] = useState(Date.now);
  const expired = apiKey.expiresAt !== null && Date.parse(apiKey.expiresAt) < now;
  return (
    <li className="flex items-center gap-3 px-3 py-2.5">
      <div className="min-w-0 flex-1">
        <p className="flex flex-wrap items-center gap-2 text-sm font-medium">
          {apiKey.name} <Badge>{apiKey.scope}</Badge> {expired ? <Badge tone="bad">Expired</Badge> : null}
        </p>
        <p className="text-xs text-muted">
          <span className="font-mono">{apiKey.prefix}…</span> · {apiKey.lastUsedAt ? `used ${formatAgo(apiKey.lastUsedAt)}` : 'never used'}{' '}
          · {apiKey.expiresAt === null ? 'does not expire' : `${expired ? 'expired' : 'expires'} ${formatAgo(apiKey.expiresAt)}`}
        </p>
      </div>
      <IconButton label={`Revoke ${apiKey.name}`} onClick={() => setAsking(true)}>
        <Trash2 />
      </IconButton>
      <Confirm
        open={asking}
        onOpenChange={setAsking}
        title={`Revoke ${apiKey.name}?`}
        description="Programs that use this key are refused from now on. This cannot be undone."
        action="Revoke key"
        busy={revoke.isPending}
        error={revoke.error}
        onConfirm={() => revoke.mutate(apiKey.id, { onSuccess: () => setAsking(false) })}
      />
    </li>
  );
}
