'use client';

import { Role, type ManagedUser } from '@reelm/contracts';
import { Ban, EllipsisVertical, EyeOff, KeyRound, Trash2, UserCheck, UserPlus } from 'lucide-react';
import dynamic from 'next/dynamic';
import { useState } from 'react';
import { Card, Page } from '@/components/page';
import { ErrorState, NoPermission, SkeletonRows } from '@/components/states';
import { Badge } from '@/components/ui/badge';
import { Button, IconButton } from '@/components/ui/button';
import { Confirm } from '@/components/ui/confirm';
import { Menu, MenuItem } from '@/components/ui/menu';
import { formatAgo } from '@/lib/format';
import { useMay, useUser } from '@/lib/session';
import { useDeleteUser, useUpdateUser, useUsers } from '../hooks/use-users';

const AddUserDialog = dynamic(() => import('./user-dialogs').then((module) => module.AddUserDialog), { ssr: false });
const LimitDialog = dynamic(() => import('./limit-dialog').then((module) => module.LimitDialog), { ssr: false });
const SetPasswordDialog = dynamic(() => import('./user-dialogs').then((module) => module.SetPasswordDialog), { ssr: false });

export function UsersPage() {
  const allowed = useMay('admin');
  const { data, error, isPending, refetch } = useUsers(allowed);
  const [adding, setAdding] = useState(false);
  if (!allowed) return <NoPermission needed="admin" />;
  return (
    <Page
      title="Users"
      intro="Viewers look and play, editors change titles and ratings, administrators run the system."
      actions={
        <Button look="primary" onClick={() => setAdding(true)}>
          <UserPlus /> Add user
        </Button>
      }
    >
      {isPending ? <SkeletonRows rows={2} label="Loading users" /> : null}
      {error ? <ErrorState error={error} retry={() => void refetch()} title="The users could not be loaded" /> : null}
      {data ? (
        <Card>
          <ul aria-label="Users" className="divide-y divide-line">
            {data.items.map((user) => (
              <UserRow key={user.id} user={user} />
            ))}
          </ul>
        </Card>
      ) : null}
      {adding ? <AddUserDialog onClose={() => setAdding(false)} /> : null}
    </Page>
  );
}

function UserRow({ user }: { user: ManagedUser }) {
  const self = useUser().id === user.id;
  const update = useUpdateUser();
  const remove = useDeleteUser();
  const [open, setOpen] = useState<'password' | 'limit' | 'remove' | null>(null);
  return (
    <li className="flex flex-wrap items-center gap-x-3 gap-y-2 px-4 py-3">
      <div className="min-w-0 flex-1 basis-24">
        <p className="flex items-center gap-2 text-sm font-medium">
          <span className="truncate">{user.username}</span> {self ? <Badge tone="accent">You</Badge> : null}{' '}
          {user.disabled ? <Badge tone="warn">Disabled</Badge> : null} {user.contentLimit === null ? null : <Badge>Limited</Badge>}
        </p>
        {user.contentLimit === null ? null : <p className="truncate font-mono text-xs text-muted">{user.contentLimit}</p>}
        <p className="text-xs text-muted">{user.lastSeenAt ? `Last here ${formatAgo(user.lastSeenAt)}` : 'Never signed in'}</p>
      </div>
      <select
        aria-label={`Role of ${user.username}`}
        value={user.role}
        onChange={(event) => update.mutate({ id: user.id, body: { role: Role.parse(event.target.value) } })}
        className="h-9 rounded-md border border-line bg-raised px-2 text-sm hover:border-edge/70 pointer-coarse:h-11"
      >
        <option value="viewer">Viewer</option>
        <option value="editor">Editor</option>
        <option value="admin">Administrator</option>
      </select>
      <Menu
        trigger={
          <IconButton label={`More for ${user.username}`}>
            <EllipsisVertical />
          </IconButton>
        }
      >
        <MenuItem onSelect={() => setOpen('password')}>
          <KeyRound /> Set a new password
        </MenuItem>
        <MenuItem onSelect={() => setOpen('limit')}>
          <EyeOff /> What they may see
        </MenuItem>
        <MenuItem onSelect={() => update.mutate({ id: user.id, body: { disabled: !user.disabled } })}>
          {user.disabled ? <UserCheck /> : <Ban />} {user.disabled ? 'Enable' : 'Disable'}
        </MenuItem>
        <MenuItem danger onSelect={() => setOpen('remove')}>
          <Trash2 /> Remove
        </MenuItem>
      </Menu>
      {open === 'password' ? <SetPasswordDialog user={user} onClose={() => setOpen(null)} /> : null}
      {open === 'limit' ? <LimitDialog user={user} onClose={() => setOpen(null)} /> : null}
      <Confirm
        open={open === 'remove'}
        onOpenChange={() => setOpen(null)}
        title={`Remove ${user.username}?`}
        description="They are signed out everywhere and their API keys stop working. What they edited stays."
        action="Remove user"
        busy={remove.isPending}
        error={remove.error}
        onConfirm={() => remove.mutate(user.id, { onSuccess: () => setOpen(null) })}
      />
    </li>
  );
}
