'use client';

import type { MediaLinks, MediaTarget, MediaToken } from '@reelm/contracts';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Download } from 'lucide-react';
import Link from 'next/link';
import { useState, type FormEvent } from 'react';
import { ErrorNote } from '@/components/states';
import { Button, buttonLook } from '@/components/ui/button';
import { CopyField } from '@/components/ui/copy-field';
import { Dialog, DialogActions } from '@/components/ui/dialog';
import { SelectField } from '@/components/ui/field';
import { cn } from '@/lib/cn';
import { formatAgo } from '@/lib/format';
import { createMediaToken, mediaTokenKeys } from './media-token-api';

const lifetimes: readonly [hours: number, says: string][] = [
  [12, '12 hours'],
  [7 * 24, '7 days'],
  [30 * 24, '30 days'],
  [90 * 24, '90 days'],
];

const comesAs = { file: 'As files (VLC, Kodi, mpv)', hls: 'As HLS, converted where needed (televisions, phones)' } as const;
type ComesAs = keyof typeof comesAs;

interface MediaLinkDialogProps {
  title: string;
  target: MediaTarget;
  onClose: () => void;
}

/** Makes links by which other players get videos. */
export function MediaLinkDialog({ title, target, onClose }: MediaLinkDialogProps) {
  const client = useQueryClient();
  const [hours, setHours] = useState(12);
  const [as, setAs] = useState<ComesAs>('file');
  const make = useMutation({
    mutationFn: createMediaToken,
    gcTime: 0,
    onSettled: () => client.invalidateQueries({ queryKey: mediaTokenKeys.all }),
  });
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    make.mutate({ target, hours });
  };
  if (make.data) return <Made title={title} made={make.data} as={as} onClose={onClose} />;
  return (
    <Dialog
      open
      onOpenChange={onClose}
      title={title}
      description="Whoever has the link can watch without signing in, until it ends or you revoke it. It never shows more than you may see."
    >
      <form onSubmit={submit} aria-label={title} className="grid gap-4">
        <SelectField label="The link is good for" value={hours} onChange={(event) => setHours(Number(event.target.value))}>
          {lifetimes.map(([value, says]) => (
            <option key={value} value={value}>
              {says}
            </option>
          ))}
        </SelectField>
        {target.kind === 'video' ? null : (
          <SelectField label="Videos come" value={as} onChange={(event) => setAs(event.target.value as ComesAs)}>
            {Object.entries(comesAs).map(([value, says]) => (
              <option key={value} value={value}>
                {says}
              </option>
            ))}
          </SelectField>
        )}
        <ErrorNote error={make.error} />
        <DialogActions>
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" look="primary" disabled={make.isPending}>
            Make the link
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  );
}

interface MadeProps {
  title: string;
  made: MediaToken & { links: MediaLinks };
  as: ComesAs;
  onClose: () => void;
}

function Made({ title, made, as, onClose }: MadeProps) {
  const { file, hls, list } = made.links;
  const here = (path: string): string => window.location.origin + path;
  const playlist = as === 'hls' ? `${list}&as=hls` : list;
  return (
    <Dialog open onOpenChange={onClose} title={title}>
      <div className="grid gap-4">
        {file === null ? null : <LinkRow label="The file" hint="For VLC, Kodi, mpv and others that open everything." value={here(file)} />}
        {hls === null ? null : <LinkRow label="HLS" hint="For televisions and phones; converted where needed." value={here(hls)} />}
        <div className="grid gap-2">
          <LinkRow
            label="M3U playlist"
            hint={file === null && hls === null ? 'Opened by its link it is always the present list.' : 'For players that open playlists.'}
            value={here(playlist)}
          />
          <a href={playlist} download className={cn(buttonLook(), 'justify-self-start')}>
            <Download /> Download M3U
          </a>
        </div>
        <p className="text-xs text-muted">
          Ends {formatAgo(made.expiresAt)}. The links are shown this once; they are listed under{' '}
          <Link href="/account" className="underline hover:text-ink">
            Account
          </Link>
          , where you can revoke them.
        </p>
      </div>
      <DialogActions>
        <Button look="primary" onClick={onClose}>
          Done
        </Button>
      </DialogActions>
    </Dialog>
  );
}

const LinkRow = ({ label, hint, value }: { label: string; hint: string; value: string }) => (
  <div className="grid gap-1.5">
    <p className="text-sm">
      <span className="font-medium">{label}</span> <span className="text-muted">{hint}</span>
    </p>
    <CopyField label={label} value={value} />
  </div>
);
