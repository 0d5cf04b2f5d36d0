'use client';

import type { Video, VideoFile, VideoStep } from '@reelm/contracts';
import { Check, CircleAlert, CircleDashed, Minus, RefreshCw } from 'lucide-react';
import dynamic from 'next/dynamic';
import { useState } from 'react';
import { Button } from '@/components/ui/button';
import { cn } from '@/lib/cn';
import { useMay } from '@/lib/session';

const GenerateDialog = dynamic(() => import('@/components/generate/generate-dialog').then((module) => module.GenerateDialog), {
  ssr: false,
});

const names: Record<VideoStep['kind'], string> = {
  pictures: 'Cover and small pictures',
  cuts: 'Scene cuts',
  fingerprint: 'Fingerprint',
  preview: 'Preview',
  timeline: 'Sound and motion',
  subtitles: 'Subtitles',
  faces: 'Faces',
};

const states: Record<VideoStep['state'], { says: string; icon: typeof Check; look: string }> = {
  ready: { says: 'Done', icon: Check, look: 'text-good' },
  none: { says: 'It has none', icon: Minus, look: 'text-muted' },
  failed: { says: 'Failed', icon: CircleAlert, look: 'text-bad' },
  missing: { says: 'Not done', icon: CircleDashed, look: 'text-muted' },
};

/** What was made of each file of a video, how long that took, and what went wrong. */
export function VideoSteps({ video }: { video: Video }) {
  const mayEdit = useMay('editor');
  const [open, setOpen] = useState(false);
  return (
    <div className="grid gap-4">
      {video.files.map((file) => (
        <FileSteps key={file.id} file={file} named={video.files.length > 1} />
      ))}
      {mayEdit && video.files.length > 0 ? (
        <Button className="justify-self-start" onClick={() => setOpen(true)} aria-haspopup="dialog">
          <RefreshCw /> Make some of it …
        </Button>
      ) : null}
      {open ? <GenerateDialog of={video.name} target={{ ids: [video.id] }} onClose={() => setOpen(false)} /> : null}
    </div>
  );
}

const FileSteps = ({ file, named }: { file: VideoFile; named: boolean }) => (
  <section aria-label={`Steps of ${file.path}`} className="rounded-md border border-line">
    {named ? <p className="border-b border-line px-3 py-2 text-sm font-medium break-all">{file.path}</p> : null}
    <ul className="divide-y divide-line/60">
      {file.steps.map((step) => (
        <Step key={step.kind} step={step} />
      ))}
    </ul>
  </section>
);

function Step({ step: { kind, state, seconds, problem } }: { step: VideoStep }) {
  const { says, icon: Icon, look } = states[state];
  return (
    <li className="grid gap-1 px-3 py-2.5 text-sm">
      <div className="flex items-center gap-2.5">
        <Icon className={cn('size-4 shrink-0', look)} aria-hidden />
        <span className="min-w-0 flex-1">{names[kind]}</span>
        <span className={cn('tabular-nums', state === 'failed' ? 'text-bad' : 'text-muted')}>
          {says}
          {seconds === null ? '' : ` · ${took(seconds)}`}
        </span>
      </div>
      {problem ? (
        <p className="pl-6.5 break-words text-muted">
          {problem.message} <span className="font-mono text-xs">{problem.code}</span>
        </p>
      ) : null}
    </li>
  );
}

const took = (seconds: number): string => (seconds < 60 ? `${seconds.toFixed(1)} s` : `${Math.round(seconds / 60)} min`);
