'use client';

import type { FileEditPlan, VideoFile } from '@reelm/contracts';
import { ArrowLeftRight, ChevronDown, ImageOff, Scissors, Undo2, X } from 'lucide-react';
import { useEffect, useRef, useState, type KeyboardEvent } from 'react';
import { Button, IconButton } from '@/components/ui/button';
import { TextField } from '@/components/ui/field';
import { MenuButton } from '@/components/ui/menu-button';
import { cn } from '@/lib/cn';
import { parseTime, writeTime } from '@/lib/timecode';
import { frameUrl } from '../api/editing-api';
import { cutAt, cutAtAll, isCut, keep, moveCut, swapped, withoutCut, type Piece } from '../cut-model';
import type { Cuts } from '../hooks/use-cuts';
import type { Playhead } from '../playhead';

interface CutEditorProps {
  videoId: string;
  file: VideoFile;
  duration: number;
  playhead: Playhead;
  cuts: Cuts;
  /** Places that are known already, by what they are. */
  known: readonly { label: string; times: readonly number[] }[];
  /** Where the kept pieces will really be cut, in their order; undefined while that is not known. */
  real: FileEditPlan['results'][number]['pieces'] | undefined;
}

/** Cuts a film where it is shown, and says of each piece whether it is kept. */
export function CutEditor({ videoId, file, duration, playhead, cuts, known, real }: CutEditorProps) {
  const { pieces, change: onChange, undo } = cuts;
  const frame = 1 / (file.media?.frameRate ?? 25);
  const share = (seconds: number): string => `${Math.min(100, (seconds / duration) * 100)}%`;
  const cutHere = useRef<HTMLButtonElement>(null);
  return (
    <div className="grid gap-3">
      <div className="relative h-11 overflow-hidden rounded-md border border-line bg-ground" aria-hidden>
        {pieces.map(({ startSeconds, endSeconds, kept }, at) => (
          <button
            key={startSeconds}
            type="button"
            tabIndex={-1}
            onClick={() => playhead.seek(startSeconds)}
            className={cn(
              'absolute inset-y-0 border-l-2 border-edge text-xs first:border-l-0',
              kept ? 'bg-accent/30 text-ink' : 'text-muted line-through',
            )}
            style={{ left: share(startSeconds), width: share(endSeconds - startSeconds) }}
          >
            {at + 1}
          </button>
        ))}
        <Needle playhead={playhead} duration={duration} />
      </div>
      <div className="flex flex-wrap gap-2">
        <Button ref={cutHere} onClick={() => onChange(cutAt(pieces, playhead.time()))}>
          <Scissors /> Cut where the film is now
        </Button>
        {known.length > 0 ? (
          <MenuButton
            label="Cut at known places"
            className="flex h-9 items-center gap-1.5 rounded-md border border-line bg-raised px-3 text-sm font-medium hover:border-edge/70 pointer-coarse:h-11"
            items={known.map(({ label, times }) => ({ label, onSelect: () => onChange(cutAtAll(pieces, times)) }))}
          >
            Cut at … <ChevronDown className="size-4" aria-hidden />
          </MenuButton>
        ) : null}
        {isCut(pieces) ? (
          <Button onClick={() => onChange(swapped(pieces))}>
            <ArrowLeftRight /> Swap what is kept
          </Button>
        ) : null}
        {/* It keeps the focus when there is nothing left to take back. */}
        <Button aria-disabled={undo === null} onClick={() => undo?.()} aria-label="Undo the last change of the cuts">
          <Undo2 /> Undo
        </Button>
      </div>
      {pieces.length === 1 ? (
        <p className="text-sm text-muted">Play or seek to where a part shall begin or end, and cut there. Then say which parts to keep.</p>
      ) : (
        <ol aria-label="Parts" className="grid gap-2">
          {pieces.map((piece, at) => (
            <PieceRow
              // Not by its times: who moves a cut by keys keeps the focus.
              key={at}
              {...{ piece, at, frame, playhead }}
              shown={(seconds) => frameUrl(videoId, file.id, seconds)}
              real={piece.kept ? real?.[pieces.slice(0, at).filter(({ kept }) => kept).length] : undefined}
              onKeep={(kept) => onChange(keep(pieces, at, kept))}
              onMove={at === 0 ? undefined : (seconds) => onChange(moveCut(pieces, at, seconds))}
              onRemove={
                at === 0
                  ? undefined
                  : () => {
                      onChange(withoutCut(pieces, at));
                      // The button goes with the cut.
                      cutHere.current?.focus();
                    }
              }
            />
          ))}
        </ol>
      )}
    </div>
  );
}

const tenths = (seconds: number): number => Math.round(seconds * 10) / 10;

interface PieceRowProps {
  piece: Piece;
  at: number;
  frame: number;
  playhead: Playhead;
  shown: (seconds: number) => string;
  real: { startSeconds: number; endSeconds: number } | undefined;
  onKeep: (kept: boolean) => void;
  onMove: ((seconds: number) => void) | undefined;
  onRemove: (() => void) | undefined;
}

function PieceRow({ piece, at, frame, playhead, shown, real, onKeep, onMove, onRemove }: PieceRowProps) {
  const { startSeconds, endSeconds, kept } = piece;
  const ends = real ?? piece;
  const differs =
    real !== undefined && (Math.abs(real.startSeconds - startSeconds) > frame || Math.abs(real.endSeconds - endSeconds) > frame);
  return (
    <li
      className={cn(
        'grid gap-2 rounded-md border p-3 sm:grid-cols-[minmax(0,1fr)_auto] sm:items-center',
        kept ? 'border-line' : 'border-dashed border-edge bg-ground text-muted',
      )}
    >
      <div className="grid min-w-0 gap-1.5">
        <label className="flex min-h-7 cursor-pointer items-center gap-2.5 text-sm font-medium pointer-coarse:min-h-9">
          <input type="checkbox" checked={kept} onChange={(event) => onKeep(event.target.checked)} className="size-4.5 accent-accent" />
          Keep part {at + 1}
          <span className="font-normal text-muted tabular-nums">
            {writeTime(tenths(startSeconds))} – {writeTime(tenths(endSeconds))}
          </span>
        </label>
        {kept && differs ? (
          <p className="text-[0.8125rem] text-warn tabular-nums">
            Cut at keyframes: {writeTime(real.startSeconds)} – {writeTime(real.endSeconds)}
          </p>
        ) : null}
        {onMove && onRemove ? (
          <div className="flex items-end gap-2">
            <TimeField label={`Part ${at + 1} begins at`} seconds={startSeconds} onChange={onMove} />
            <IconButton label={`Remove the cut before part ${at + 1}`} onClick={onRemove}>
              <X />
            </IconButton>
          </div>
        ) : null}
      </div>
      {kept ? (
        <div className="flex gap-2">
          <Still
            label={`First picture of part ${at + 1}`}
            address={shown(ends.startSeconds)}
            onClick={() => playhead.seek(ends.startSeconds)}
          />
          <Still
            label={`Last picture of part ${at + 1}`}
            address={shown(ends.endSeconds - 1.5 * frame)}
            onClick={() => playhead.seek(Math.max(0, ends.endSeconds - frame))}
          />
        </div>
      ) : null}
    </li>
  );
}

interface TimeFieldProps {
  label: string;
  seconds: number;
  onChange: (seconds: number) => void;
}

/** A time that is typed: kept with Enter and when one goes on, given up with Escape. */
function TimeField({ label, seconds, onChange }: TimeFieldProps) {
  const [typed, setTyped] = useState<string | null>(null);
  const save = (): void => {
    const time = typed === null ? null : parseTime(typed);
    setTyped(null);
    if (time !== null && time !== seconds) onChange(time);
  };
  const key = (event: KeyboardEvent): void => {
    if (event.key === 'Enter') save();
    else if (event.key === 'Escape' && typed !== null) {
      event.preventDefault();
      setTyped(null);
    }
  };
  return (
    <TextField
      label={label}
      value={typed ?? writeTime(seconds)}
      className="h-9 w-36"
      onChange={(event) => setTyped(event.target.value)}
      onBlur={save}
      onKeyDown={key}
    />
  );
}

interface StillProps {
  label: string;
  address: string;
  onClick: () => void;
}

const Still = ({ label, address, onClick }: StillProps) => (
  <button type="button" onClick={onClick} title={label} className="overflow-hidden rounded border border-line bg-raised hover:border-edge">
    <StillPicture key={address} label={label} address={address} />
  </button>
);

const stillLook = 'aspect-video w-28 object-contain sm:w-32';

function StillPicture({ label, address }: Omit<StillProps, 'onClick'>) {
  const [failed, setFailed] = useState(false);
  if (failed)
    return (
      <span role="img" aria-label={`${label}: it cannot be shown`} className={cn('grid place-items-center text-muted', stillLook)}>
        <ImageOff className="size-5" aria-hidden />
      </span>
    );
  // oxlint-disable-next-line nextjs/no-img-element -- a picture that is made on the spot and shown once
  return <img src={address} alt={label} onError={() => setFailed(true)} className={stillLook} />;
}

/** Where the film is. It moves by itself, so that nothing else is drawn again. */
function Needle({ playhead, duration }: { playhead: Playhead; duration: number }) {
  const line = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const place = (): void => {
      if (line.current) line.current.style.left = `${Math.min(100, (playhead.time() / duration) * 100)}%`;
    };
    place();
    return playhead.follow(place);
  }, [playhead, duration]);
  return <div ref={line} className="pointer-events-none absolute inset-y-0 w-px bg-ink" />;
}
