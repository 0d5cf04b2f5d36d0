'use client';

import { artifactHttp, GeneratedKind, type GenerateMode, type GenerateRequest } from '@reelm/contracts';
import { useMutation } from '@tanstack/react-query';
import { useState, type FormEvent, type ReactNode } from 'react';
import { ErrorNote } from '@/components/states';
import { Button } from '@/components/ui/button';
import { Dialog, DialogActions } from '@/components/ui/dialog';
import { call } from '@/lib/api';
import { showToast } from '@/lib/toast';

const kinds: Record<GeneratedKind, { name: string; help: string }> = {
  pictures: { name: 'Cover and small pictures', help: 'Also looks for faces anew' },
  cuts: { name: 'Scene cuts', help: 'Ticks on the bar; makes the pictures once more where they were made before there were cuts' },
  preview: { name: 'Preview', help: 'The short film that plays on cards' },
  timeline: { name: 'Sound and motion', help: 'Waveform and busy parts below the player' },
  subtitles: { name: 'Subtitles', help: 'Inside of the file and beside it' },
  fingerprint: { name: 'Fingerprint', help: 'To be recognised in stash-boxes' },
};
const order = Object.keys(kinds) as GeneratedKind[];

interface GenerateDialogProps {
  /** Whose artifacts, as the title says it. */
  of: string;
  target: GenerateRequest['target'];
  chosen?: readonly GeneratedKind[];
  mode?: GenerateMode;
  onClose: () => void;
  onStarted?: () => void;
}

/** Asks which artifacts of some videos are to be made, and starts that as a job. */
export function GenerateDialog({
  of,
  target,
  chosen = ['preview', 'timeline', 'subtitles'],
  mode: given = 'missing',
  onClose,
  onStarted,
}: GenerateDialogProps) {
  const [wanted, setWanted] = useState<ReadonlySet<GeneratedKind>>(new Set(chosen));
  const [mode, setMode] = useState<GenerateMode>(given);
  const { mutate, isPending, error } = useMutation({
    mutationFn: () => call(artifactHttp.generateArtifacts, { body: { kinds: order.filter((kind) => wanted.has(kind)), target, mode } }),
    onSuccess: () => {
      showToast({ kind: 'good', message: 'Started; see how far it is under Jobs' });
      onStarted?.();
      onClose();
    },
  });
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    event.stopPropagation();
    mutate();
  };
  const toggle = (kind: GeneratedKind): void =>
    setWanted((before) => new Set(order.filter((one) => (one === kind ? !before.has(one) : before.has(one)))));
  return (
    <Dialog
      open
      onOpenChange={onClose}
      title={`Make artifacts of ${of}`}
      description="Work that can wait is done when the machine has time."
    >
      <form onSubmit={submit} className="grid gap-5">
        <fieldset className="grid gap-1">
          <legend className="mb-1 text-sm font-medium">What</legend>
          {order.map((kind) => (
            <Option key={kind} help={kinds[kind].help}>
              <label className={labelLook}>
                <input type="checkbox" checked={wanted.has(kind)} onChange={() => toggle(kind)} className={inputLook} />
                {kinds[kind].name}
              </label>
            </Option>
          ))}
        </fieldset>
        <fieldset className="grid gap-1">
          <legend className="mb-1 text-sm font-medium">How</legend>
          {modes.map(({ value, name, help }) => (
            <Option key={value} help={help}>
              <label className={labelLook}>
                <input type="radio" name="mode" checked={mode === value} onChange={() => setMode(value)} className={inputLook} />
                {name}
              </label>
            </Option>
          ))}
        </fieldset>
        <ErrorNote error={error} />
        <DialogActions>
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" look="primary" disabled={isPending || wanted.size === 0}>
            Make
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  );
}

const modes: readonly { value: GenerateMode; name: string; help: string }[] = [
  { value: 'missing', name: 'Only what is missing', help: 'Leaves alone what is there, and tries again what failed' },
  { value: 'force', name: 'All, again', help: 'With the settings of now; replaces what is there' },
];

const labelLook = 'flex min-h-7 cursor-pointer items-center gap-3 text-sm font-medium pointer-coarse:min-h-9';
const inputLook = 'size-4.5 accent-accent';

const Option = ({ help, children }: { help: string; children: ReactNode }) => (
  <div className="py-0.5">
    {children}
    <p className="pl-7.5 text-[0.8125rem] text-muted">{help}</p>
  </div>
);
