'use client';

import { ArrowLeft, Check, ChevronRight, RotateCcw } from 'lucide-react';
import { Popover } from 'radix-ui';
import { useState, type KeyboardEvent, type ReactNode, type RefObject } from 'react';
import { Button } from '@/components/ui/button';
import { cn } from '@/lib/cn';
import { formatTime } from '@/lib/format';
import { useSettings } from '@/lib/settings';
import type { Loop } from './loop';
import type { Mark } from './marks';
import type { MediaState } from './media-state';
import { Aspect, colourSliders, isUsual, usualPicture, zoomSlider, type Picture, type Slider } from './picture';
import { aspectNames, speeds, type Commands } from './use-player-commands';
import type { PictureControl } from './use-picture';
import type { ViewControl } from './vr/use-view';
import { degreesOf, fisheyes, flatView, isFisheye, isSameView, Packing, packingNames, viewIn, viewName } from './vr/view';

/** One of several, as quality or subtitles; what is chosen is among the options. */
export interface Choice {
  label: string;
  options: readonly { id: string; label: string; detail?: string | undefined }[];
  chosen: string;
  choose: (id: string) => void;
}

type PageName = 'root' | 'speed' | 'picture' | 'shape' | 'view' | 'marks' | 'skip' | `choice ${number}`;

interface SettingsProps {
  /** The button that opens it: it stands beside that. */
  anchor: RefObject<HTMLButtonElement | null>;
  first: 'settings' | 'marks';
  onClose: () => void;
  state: MediaState;
  commands: Commands;
  picture: PictureControl;
  view: ViewControl;
  marks: readonly Mark[];
  loop: Loop | null;
  cutOut: (() => void) | null;
  choices: readonly Choice[];
  /** How the film comes, and why so. */
  about: string | null;
}

/** Steps of skipping that are offered; another one may have been chosen in the settings of the user. */
const skips = [5, 10, 15, 30, 60, 90];

/** All that can be set while watching: a list that leads to pages, for mouse, fingers, keys and a remote control. */
export function Settings({ anchor, first, onClose, ...shown }: SettingsProps) {
  const [page, setPage] = useState<PageName>(first === 'marks' ? 'marks' : 'root');
  return (
    <Popover.Root open onOpenChange={(open) => open || onClose()}>
      <Popover.Anchor virtualRef={anchor} />
      <Popover.Portal>
        <Popover.Content
          side="top"
          align="end"
          sideOffset={10}
          collisionPadding={8}
          aria-label="Player settings"
          onKeyDown={(event) => moveByKey(event, page === 'root' ? undefined : () => setPage('root'))}
          onInteractOutside={(event) => {
            // The button closes it by itself.
            if (anchor.current?.contains(event.target as Node)) event.preventDefault();
          }}
          onCloseAutoFocus={(event) => {
            event.preventDefault();
            anchor.current?.focus();
          }}
          className="z-50 flex max-h-[min(30rem,var(--radix-popover-content-available-height))] w-80 max-w-[calc(100vw-1rem)] flex-col overflow-y-auto rounded-lg border border-line bg-panel p-1 text-sm shadow-xl outline-none data-[state=open]:animate-[rise_120ms_ease-out]"
        >
          <Page key={page} page={page} setPage={setPage} onClose={onClose} {...shown} />
        </Popover.Content>
      </Popover.Portal>
    </Popover.Root>
  );
}

/** Up and down lead from one line to the next, left to where one came from: a remote control has no Tab. */
function moveByKey(event: KeyboardEvent<HTMLElement>, back: (() => void) | undefined): void {
  if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
    const lines = [...event.currentTarget.querySelectorAll<HTMLElement>('button:not(:disabled), input')];
    const at = lines.indexOf(event.target as HTMLElement);
    const next = lines[(at + (event.key === 'ArrowDown' ? 1 : -1) + lines.length) % lines.length];
    event.preventDefault();
    next?.focus();
  } else if (event.key === 'ArrowLeft' && back && !(event.target instanceof HTMLInputElement)) {
    event.preventDefault();
    back();
  } else if (event.key === 'ArrowRight' && (event.target as HTMLElement).matches('[data-leads-on]')) {
    event.preventDefault();
    (event.target as HTMLElement).click();
  }
}

type PageProps = Omit<SettingsProps, 'anchor' | 'first'> & { page: PageName; setPage: (page: PageName) => void };

function Page({ page, setPage, ...shown }: PageProps) {
  const { state, commands, picture, view, marks, loop, cutOut, choices, about, onClose } = shown;
  const back = (): void => setPage('root');
  const { settings, change } = useSettings();
  switch (page) {
    case 'root':
      return (
        <>
          {choices.map(({ label, options, chosen }, at) => (
            <Line
              key={label}
              label={label}
              value={options.find(({ id }) => id === chosen)?.label}
              onOpen={() => setPage(`choice ${at}`)}
              first={at === 0}
            />
          ))}
          <Line label="Speed" value={`${state.speed}×`} onOpen={() => setPage('speed')} first={choices.length === 0} />
          <Line label="Colours" value={coloursOf(picture.picture)} onOpen={() => setPage('picture')} />
          <Line label="Shape and turn" value={shapeOf(picture.picture)} onOpen={() => setPage('shape')} />
          <Line label="VR view" value={viewName(view.view)} onOpen={() => setPage('view')} />
          {marks.length > 0 ? <Line label="Chapters and markers" value={String(marks.length)} onOpen={() => setPage('marks')} /> : null}
          <Line label="Skip step" value={`${settings.skipSeconds} s`} onOpen={() => setPage('skip')} />
          {cutOut ? <Row onClick={cutOut}>Cut out this part …</Row> : null}
          {loop ? <Row onClick={() => commands.setLoop(null)}>Repeat no more</Row> : null}
          {about ? <p className="mt-1 border-t border-line px-2.5 pt-2 pb-1.5 text-xs text-pretty text-muted">{about}</p> : null}
        </>
      );
    case 'speed':
      return (
        <Options
          title="Speed"
          back={back}
          options={speeds.map((speed) => ({ id: String(speed), label: speed === 1 ? 'Usual' : `${speed}×` }))}
          chosen={String(state.speed)}
          choose={(id) => commands.setSpeed(Number(id))}
        />
      );
    case 'skip':
      return (
        <Options
          title="Skip step"
          back={back}
          options={[...new Set([...skips, settings.skipSeconds])]
            .sort((a, b) => a - b)
            .map((step) => ({ id: String(step), label: `${step} seconds` }))}
          chosen={String(settings.skipSeconds)}
          choose={(id) => change({ skipSeconds: Number(id) })}
        />
      );
    case 'picture':
      return (
        <>
          <Head title="Colours" back={back} />
          {colourSliders.map((slider) => (
            <SliderLine key={slider.name} slider={slider} picture={picture} />
          ))}
          <Keep picture={picture} />
        </>
      );
    case 'shape':
      return (
        <>
          <Head title="Shape and turn" back={back} />
          <Segments
            label="Shape"
            options={Aspect.options.map((id) => ({ id, label: aspectNames[id] }))}
            chosen={picture.picture.aspect}
            choose={(aspect) => picture.change((now) => ({ ...now, aspect }))}
          />
          <Segments
            label="Turned by"
            options={([0, 90, 180, 270] as const).map((id) => ({ id, label: `${id}°` }))}
            chosen={picture.picture.turn}
            choose={(turn) => picture.change((now) => ({ ...now, turn }))}
          />
          <SliderLine slider={zoomSlider} picture={picture} />
          <Keep picture={picture} />
        </>
      );
    case 'view':
      return <ViewPage control={view} back={back} />;
    case 'marks':
      return (
        <>
          <Head title="Chapters and markers" back={back} />
          {marks
            .toSorted((one, other) => one.startSeconds - other.startSeconds)
            .map(({ id, name, startSeconds, kind }) => (
              <Row
                key={`${kind} ${id}`}
                onClick={() => {
                  commands.seek(startSeconds);
                  onClose();
                }}
              >
                <span className="shrink-0 text-muted tabular-nums">{formatTime(startSeconds)}</span>
                <span className="min-w-0 truncate">{name}</span>
              </Row>
            ))}
        </>
      );
    default: {
      const choice = choices[Number(page.slice('choice '.length))];
      return choice ? <Options title={choice.label} back={back} {...choice} /> : null;
    }
  }
}

const kindsOfFilm = [
  { id: 'flat', label: 'Flat' },
  { id: '180', label: '180°' },
  { id: '360', label: '360°' },
  { id: 'fisheye', label: 'Fisheye' },
] as const;
/** What most lenses see whose name nobody noted. */
const usualFisheye = 'fisheye-190';

/** How much of the sphere the film shows, and where the pictures of the eyes lie in it. */
function ViewPage({ control: { view, usual, guess, choose }, back }: { control: ViewControl; back: () => void }) {
  const { projection, packing, swapped } = view;
  const guessedFisheye = isFisheye(guess.view.projection) ? guess.view.projection : usualFisheye;
  return (
    <>
      <Head title="VR view" back={back} />
      <Segments
        label="The film is"
        options={kindsOfFilm}
        chosen={isFisheye(projection) ? 'fisheye' : projection}
        choose={(next) => choose(next === 'flat' ? flatView : viewIn(next === 'fisheye' ? guessedFisheye : next, guess))}
      />
      {isFisheye(projection) ? (
        <Segments
          label="The lens saw"
          options={fisheyes.map((id) => ({ id, label: `${degreesOf[id]}°` }))}
          chosen={projection}
          choose={(next) => choose({ ...view, projection: next })}
        />
      ) : null}
      {projection === 'flat' ? null : (
        <Segments
          label="Pictures of both eyes"
          options={Packing.options.map((id) => ({ id, label: packingNames[id] }))}
          chosen={packing}
          choose={(next) => choose({ ...view, packing: next })}
        />
      )}
      {projection === 'flat' || packing === 'mono' ? null : (
        <Segments
          label={packing === 'side-by-side' ? 'On the left is' : 'Above is'}
          options={[
            { id: 'left', label: 'The left eye' },
            { id: 'right', label: 'The right eye' },
          ]}
          chosen={swapped ? 'right' : 'left'}
          choose={(next) => choose({ ...view, swapped: next === 'right' })}
        />
      )}
      <p className="px-2.5 py-1.5 text-xs text-pretty text-muted">
        {projection === 'flat'
          ? 'For films that were made for headsets.'
          : 'Drag to look around, turn the wheel or spread two fingers to come nearer.'}{' '}
        Kept for this video in this browser.
      </p>
      <div className="px-2.5 pb-2">
        <Button size="small" disabled={isSameView(view, usual)} onClick={() => choose(usual)}>
          <RotateCcw /> As it was
        </Button>
      </div>
    </>
  );
}

const coloursOf = (picture: Picture): string =>
  colourSliders.every(({ name }) => picture[name] === usualPicture[name]) ? 'Usual' : 'Changed';
const shapeOf = ({ aspect, turn, zoom }: Picture): string =>
  [aspect === 'auto' ? '' : aspectNames[aspect], turn === 0 ? '' : `${turn}°`, zoom === 1 ? '' : zoomSlider.show(zoom)]
    .filter(Boolean)
    .join(', ') || 'Usual';

const lineLook =
  'flex min-h-9 w-full shrink-0 cursor-pointer items-center gap-2.5 rounded-md px-2.5 text-left hover:bg-raised focus-visible:bg-raised focus-visible:outline-offset-[-2px] pointer-coarse:min-h-11';

const Row = ({ onClick, children }: { onClick: () => void; children: ReactNode }) => (
  <button type="button" className={lineLook} onClick={onClick}>
    {children}
  </button>
);

const Line = ({
  label,
  value,
  onOpen,
  first = false,
}: {
  label: string;
  value: string | undefined;
  onOpen: () => void;
  first?: boolean;
}) => (
  <button type="button" data-leads-on className={lineLook} onClick={onOpen} autoFocus={first}>
    <span className="mr-auto">{label}</span>
    <span className="min-w-0 truncate text-muted">{value}</span>
    <ChevronRight className="size-4 shrink-0 text-muted" aria-hidden />
  </button>
);

const Head = ({ title, back }: { title: string; back: () => void }) => (
  <button type="button" className={cn(lineLook, 'mb-1 font-medium')} onClick={back} aria-label={`${title}: back to all settings`} autoFocus>
    <ArrowLeft className="size-4" aria-hidden /> {title}
  </button>
);

function Options({ title, back, options, chosen, choose }: { title: string; back: () => void } & Omit<Choice, 'label'>) {
  return (
    <>
      <Head title={title} back={back} />
      {options.map(({ id, label, detail }) => (
        <button key={id} type="button" aria-pressed={id === chosen} className={lineLook} onClick={() => choose(id)}>
          <Check className={cn('size-4.5 shrink-0 text-accent', id !== chosen && 'invisible')} aria-hidden />
          <span className="mr-auto">{label}</span>
          {detail ? <span className="text-xs text-muted">{detail}</span> : null}
        </button>
      ))}
    </>
  );
}

function SliderLine({ slider: { name, label, low, high, step, show }, picture }: { slider: Slider; picture: PictureControl }) {
  const value = picture.picture[name];
  return (
    <label className="grid grid-cols-[5.5rem_1fr_3.5rem] items-center gap-2 px-2.5 py-1 pointer-coarse:min-h-11">
      {label}
      <input
        type="range"
        min={low}
        max={high}
        step={step}
        value={value}
        aria-valuetext={show(value)}
        onChange={(event) => picture.change((now) => ({ ...now, [name]: Number(event.target.value) }))}
        className="min-w-0 cursor-pointer"
      />
      <span className="text-right text-muted tabular-nums">{show(value)}</span>
    </label>
  );
}

function Segments<T extends string | number>(props: {
  label: string;
  options: readonly { id: T; label: string }[];
  chosen: T;
  choose: (id: T) => void;
}) {
  return (
    <div role="group" aria-label={props.label} className="px-2.5 py-1.5">
      <p className="mb-1.5 text-[0.8125rem] text-muted">{props.label}</p>
      <div className="flex flex-wrap gap-1">
        {props.options.map(({ id, label }) => (
          <button
            key={id}
            type="button"
            aria-pressed={id === props.chosen}
            onClick={() => props.choose(id)}
            className={cn(
              'min-h-8 rounded-md border px-2.5 pointer-coarse:min-h-11',
              id === props.chosen ? 'border-accent bg-accent/12 text-ink' : 'border-line text-muted hover:text-ink',
            )}
          >
            {label}
          </button>
        ))}
      </div>
    </div>
  );
}

/** For which videos the picture is kept, and the way back. */
const Keep = ({ picture }: { picture: PictureControl }) => (
  <div className="mt-1 border-t border-line pt-1">
    <Segments
      label="Kept in this browser"
      options={[
        { id: 'video', label: 'For this video' },
        { id: 'all', label: 'For all videos' },
      ]}
      chosen={picture.scope}
      choose={picture.setScope}
    />
    <div className="px-2.5 pb-2">
      <Button size="small" disabled={isUsual(picture.picture)} onClick={picture.reset}>
        <RotateCcw /> As it was
      </Button>
    </div>
  </div>
);
