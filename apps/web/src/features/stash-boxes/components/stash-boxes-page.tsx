'use client';

import type { StashBox } from '@reelm/contracts';
import { CircleCheck, CircleX, EllipsisVertical, Fingerprint, Pencil, Plus, Trash2 } from 'lucide-react';
import dynamic from 'next/dynamic';
import { useState } from 'react';
import { Card, Page } from '@/components/page';
import { EmptyState, ErrorState, NoPermission, SkeletonRows } from '@/components/states';
import { Button, IconButton } from '@/components/ui/button';
import { Confirm } from '@/components/ui/confirm';
import { Menu, MenuItem } from '@/components/ui/menu';
import { formatAgo } from '@/lib/format';
import { useMay } from '@/lib/session';
import { useCheckStashBox, useDeleteStashBox, useStashBoxes } from '../hooks/use-stash-boxes';

const StashBoxDialog = dynamic(() => import('./stash-box-dialog').then((module) => module.StashBoxDialog), { ssr: false });

export function StashBoxesPage() {
  const allowed = useMay('admin');
  const { data, error, isPending, refetch } = useStashBoxes(allowed);
  const [adding, setAdding] = useState(false);
  if (!allowed) return <NoPermission needed="admin" />;
  const add = (
    <Button look="primary" onClick={() => setAdding(true)}>
      <Plus /> Add stash-box
    </Button>
  );
  const empty = data?.items.length === 0;
  return (
    <Page title="Stash-boxes" intro="Shared databases that recognise videos by their fingerprints." actions={empty ? null : add}>
      {isPending ? <SkeletonRows rows={2} label="Loading stash-boxes" className="h-24" /> : null}
      {error ? <ErrorState error={error} retry={() => void refetch()} title="The stash-boxes could not be loaded" /> : null}
      {empty ? (
        <EmptyState icon={Fingerprint} title="No stash-boxes yet" action={add}>
          <p>With the address and your API key of a stash-box, Reelm can ask it about your videos. Nothing is sent before you add one.</p>
        </EmptyState>
      ) : null}
      <ul className="grid gap-3" aria-label="Stash-boxes">
        {data?.items.map((box) => (
          <li key={box.id}>
            <StashBoxCard box={box} />
          </li>
        ))}
      </ul>
      {adding ? <StashBoxDialog onClose={() => setAdding(false)} /> : null}
    </Page>
  );
}

function StashBoxCard({ box }: { box: StashBox }) {
  const check = useCheckStashBox();
  const remove = useDeleteStashBox();
  const [open, setOpen] = useState<'edit' | 'remove' | null>(null);
  return (
    <Card className="grid gap-3 p-4">
      <div className="flex items-start gap-3">
        <div className="min-w-0 flex-1">
          <h2 className="font-semibold">{box.name}</h2>
          <p className="font-mono text-[0.8125rem] break-all text-muted">{box.url}</p>
        </div>
        <Button size="small" onClick={() => check.mutate(box.id)} disabled={check.isPending} aria-label={`Check ${box.name}`}>
          {check.isPending ? 'Checking…' : 'Check'}
        </Button>
        <Menu
          trigger={
            <IconButton label={`More for ${box.name}`} className="-mr-1.5 size-8">
              <EllipsisVertical />
            </IconButton>
          }
        >
          <MenuItem onSelect={() => setOpen('edit')}>
            <Pencil /> Edit
          </MenuItem>
          <MenuItem danger onSelect={() => setOpen('remove')}>
            <Trash2 /> Remove
          </MenuItem>
        </Menu>
      </div>
      <CheckResult check={box.lastCheck} />
      {open === 'edit' ? <StashBoxDialog box={box} onClose={() => setOpen(null)} /> : null}
      <Confirm
        open={open === 'remove'}
        onOpenChange={() => setOpen(null)}
        title={`Remove ${box.name}?`}
        description="Its address and API key are deleted here. What was learned from it stays."
        action="Remove stash-box"
        busy={remove.isPending}
        error={remove.error}
        onConfirm={() => remove.mutate(box.id, { onSuccess: () => setOpen(null) })}
      />
    </Card>
  );
}

function CheckResult({ check }: { check: StashBox['lastCheck'] }) {
  if (!check) return <p className="text-sm text-muted">Not checked yet</p>;
  const Icon = check.ok ? CircleCheck : CircleX;
  return (
    <div role="status" aria-label="Result of the last check" className="flex gap-2.5 text-sm">
      <Icon className={`mt-0.5 size-4.5 shrink-0 ${check.ok ? 'text-good' : 'text-bad'}`} aria-hidden />
      <div className="min-w-0">
        <p className="break-words">
          {check.ok
            ? `Works${check.user ? `, known there as ${check.user}` : ''}${check.version ? `, version ${check.version}` : ''}`
            : (check.problem?.message ?? 'It does not work')}
        </p>
        <p className="text-xs text-muted">
          {check.problem ? <span className="font-mono">{check.problem.code} · </span> : null}checked {formatAgo(check.at)}
        </p>
      </div>
    </div>
  );
}
