'use client';

import type { Role } from '@reelm/contracts';
import { Monitor, Moon, Sun } from 'lucide-react';
import dynamic from 'next/dynamic';
import type { ComponentType } from 'react';
import { WeightSliders } from '@/components/relevance/weight-sliders';
import { useSettings } from '@/lib/settings';
import { usePreferences } from '@/lib/use-preferences';
import { useArtifactSettings } from '../hooks/use-artifact-settings';
import { Choice, Setting, Switch } from './setting';

const SettingSample = dynamic(() => import('./setting-sample').then((module) => module.SettingSample), { ssr: false });

/** A setting as the page finds and shows it. */
interface GeneralSetting {
  id: string;
  /** Who may change it. */
  role: Role;
  section: string;
  title: string;
  help: string;
  /** Other words that somebody may look for. */
  words: string;
  Control: ComponentType<{ id: string }>;
}

function Theme({ id }: { id: string }) {
  const { settings, change } = useSettings();
  return (
    <Choice
      labelledBy={id}
      value={settings.theme}
      onChange={(theme) => change({ theme })}
      options={[
        { value: 'system', label: 'System', icon: <Monitor aria-hidden /> },
        { value: 'dark', label: 'Dark', icon: <Moon aria-hidden /> },
        { value: 'light', label: 'Light', icon: <Sun aria-hidden /> },
      ]}
    />
  );
}

function Blur({ id }: { id: string }) {
  const { settings, change } = useSettings();
  return <Switch labelledBy={id} checked={settings.blur} onChange={(blur) => change({ blur })} />;
}

function NarrowRail({ id }: { id: string }) {
  const { preferences, change } = usePreferences();
  return (
    <Switch labelledBy={id} checked={preferences.rail === 'narrow'} onChange={(narrow) => change({ rail: narrow ? 'narrow' : 'wide' })} />
  );
}

const skips = [5, 10, 15, 20, 30, 60] as const;

function Skip({ id }: { id: string }) {
  const { settings, change } = useSettings();
  const all = [...new Set([...skips, settings.skipSeconds])].sort((one, other) => one - other);
  return (
    <select
      aria-labelledby={id}
      aria-describedby={`${id}-help`}
      value={settings.skipSeconds}
      onChange={(event) => change({ skipSeconds: Number(event.target.value) })}
      className="h-9 rounded-md border border-line bg-raised px-3 text-sm hover:border-edge/70 pointer-coarse:h-11"
    >
      {all.map((seconds) => (
        <option key={seconds} value={seconds}>
          {seconds} seconds
        </option>
      ))}
    </select>
  );
}

const Relevance = ({ id }: { id: string }) => (
  <WeightSliders aria-labelledby={id} aria-describedby={`${id}-help`} className="w-full sm:w-80" />
);

function Fingerprints({ id }: { id: string }) {
  const { settings, change, isSaving } = useArtifactSettings();
  if (settings === undefined) return null;
  return (
    <Switch
      labelledBy={id}
      checked={settings.fingerprints.automatic}
      disabled={isSaving}
      onChange={(automatic) => change({ fingerprints: { automatic } })}
    />
  );
}

/** What is made of each file, or is not. */
const automatic = (kind: 'preview' | 'timeline' | 'subtitles') =>
  function Automatic({ id }: { id: string }) {
    const { settings, change, isSaving } = useArtifactSettings();
    if (settings === undefined) return null;
    return (
      <Switch
        labelledBy={id}
        checked={settings[kind].automatic}
        disabled={isSaving}
        onChange={(on) => change({ [kind]: { automatic: on } })}
      />
    );
  };

type Numbers = { pictures: 'cells' | 'cellWidth'; preview: 'clips' | 'clipSeconds' | 'height' };

/** One of some numbers; another that an API call chose is shown with them. */
const numberOf = <K extends keyof Numbers>(kind: K, name: Numbers[K], offered: readonly number[], says: (value: number) => string) =>
  function NumberChoice({ id }: { id: string }) {
    const { settings, change, isSaving } = useArtifactSettings();
    if (settings === undefined) return null;
    const chosen: Record<Numbers[keyof Numbers], number> = { ...settings.pictures, ...settings.preview };
    const value = chosen[name];
    return (
      <select
        aria-labelledby={id}
        aria-describedby={`${id}-help`}
        value={value}
        disabled={isSaving}
        onChange={(event) => change({ [kind]: { [name]: Number(event.target.value) } })}
        className="h-9 rounded-md border border-line bg-raised px-3 text-sm hover:border-edge/70 pointer-coarse:h-11"
      >
        {[...new Set([...offered, value])]
          .sort((one, other) => one - other)
          .map((number) => (
            <option key={number} value={number}>
              {says(number)}
            </option>
          ))}
      </select>
    );
  };

const qualityOf = (kind: keyof Numbers) =>
  function Quality({ id }: { id: string }) {
    const { settings, change } = useArtifactSettings();
    if (settings === undefined) return null;
    return (
      <Choice
        labelledBy={id}
        value={settings[kind].quality}
        onChange={(quality) => change({ [kind]: { quality } })}
        options={[
          { value: 'small', label: 'Small' },
          { value: 'normal', label: 'Normal' },
          { value: 'fine', label: 'Fine' },
        ]}
      />
    );
  };

function PreviewWebp({ id }: { id: string }) {
  const { settings, change, isSaving } = useArtifactSettings();
  if (settings === undefined) return null;
  return <Switch labelledBy={id} checked={settings.preview.webp} disabled={isSaving} onChange={(webp) => change({ preview: { webp } })} />;
}

const films = 'Films, for everybody';
const pictureWords = 'sprite sheet thumbnails scrub small pictures';
const previewWords = 'hover preview card film clip moments';

/** Everything on the page but the shortcuts, in its order. */
export const generalSettings: readonly GeneralSetting[] = [
  {
    id: 'theme',
    role: 'viewer',
    section: 'Appearance',
    title: 'Theme',
    help: 'System follows this device, which may turn dark in the evening.',
    words: 'dark light colour color mode night appearance',
    Control: Theme,
  },
  {
    id: 'blur',
    role: 'viewer',
    section: 'Appearance',
    title: 'Blur pictures',
    help: 'No picture or film can be made out until its card is pointed at.',
    words: 'discreet privacy hide censor cover thumbnails',
    Control: Blur,
  },
  {
    id: 'rail',
    role: 'viewer',
    section: 'Appearance',
    title: 'Narrow navigation',
    help: 'Only the signs, without their names. Kept for this device alone.',
    words: 'menu sidebar rail fold collapse',
    Control: NarrowRail,
  },
  {
    id: 'skip',
    role: 'viewer',
    section: 'Watching',
    title: 'Skip',
    help: 'How far the keys for skipping move; the arrow keys always move by 5 seconds.',
    words: 'jump seek seconds forward back player video',
    Control: Skip,
  },
  {
    id: 'relevance',
    role: 'viewer',
    section: 'Searching',
    title: 'Order by relevance',
    help: 'What puts a hit nearer to the top when a list is ordered by relevance. At 0 a part does not count.',
    words: 'sort search score weights rating plays recency text',
    Control: Relevance,
  },
  {
    id: 'pictures-cells',
    role: 'admin',
    section: films,
    title: 'Small pictures of a film',
    help: 'What the bar of the player and the cards show while the mouse moves. Pictures that are there stay as they are until they are made again.',
    words: `${pictureWords} count number`,
    Control: numberOf('pictures', 'cells', [25, 49, 81, 100, 144], (count) => `${count} at most`),
  },
  {
    id: 'pictures-width',
    role: 'admin',
    section: films,
    title: 'Size of small pictures',
    help: 'Width of each. 240 is sharper on large cards, and takes about twice the room of 160.',
    words: `${pictureWords} resolution width`,
    Control: numberOf('pictures', 'cellWidth', [128, 160, 200, 240], (pixels) => `${pixels} pixels`),
  },
  {
    id: 'pictures-quality',
    role: 'admin',
    section: films,
    title: 'Quality of small pictures',
    help: 'Fine takes about twice the room of normal, small two thirds.',
    words: `${pictureWords} bytes jpeg`,
    Control: qualityOf('pictures'),
  },
  {
    id: 'fingerprints',
    role: 'admin',
    section: films,
    title: 'Compute fingerprints',
    help: 'By its fingerprint a film is recognised in stash-boxes, and another copy of it found. Takes about 20 seconds of one core for ten minutes of film, while nothing else is to be done.',
    words: 'phash perceptual hash duplicate identify match',
    Control: Fingerprints,
  },
  {
    id: 'preview',
    role: 'admin',
    section: films,
    title: 'Make previews',
    help: 'A short silent film that plays when the mouse rests on a card. Takes about six seconds of one core for 1080p, while nothing else is to be done.',
    words: previewWords,
    Control: automatic('preview'),
  },
  {
    id: 'preview-clips',
    role: 'admin',
    section: films,
    title: 'Moments of a preview',
    help: 'How many places of the film it shows, evenly spread. Previews that are there stay as they are until they are made again.',
    words: `${previewWords} count number`,
    Control: numberOf('preview', 'clips', [4, 6, 8, 12, 16, 24], (count) => `${count} moments`),
  },
  {
    id: 'preview-seconds',
    role: 'admin',
    section: films,
    title: 'Length of each moment',
    help: 'More shows more of each place, and takes as much more time and room.',
    words: `${previewWords} duration seconds`,
    Control: numberOf('preview', 'clipSeconds', [0.5, 0.75, 1, 1.5, 2, 3], (seconds) => `${seconds} seconds`),
  },
  {
    id: 'preview-height',
    role: 'admin',
    section: films,
    title: 'Size of previews',
    help: 'Lines of the picture. 360 is sharp on cards of common size; 720 takes about three times the room.',
    words: `${previewWords} resolution height`,
    Control: numberOf('preview', 'height', [240, 360, 480, 720], (lines) => `${lines} lines`),
  },
  {
    id: 'preview-quality',
    role: 'admin',
    section: films,
    title: 'Quality of previews',
    help: 'Fine takes about twice the room of normal, small about half.',
    words: `${previewWords} size bytes crf`,
    Control: qualityOf('preview'),
  },
  {
    id: 'preview-webp',
    role: 'admin',
    section: films,
    title: 'Previews as animated WebP too',
    help: 'For other programs that show pictures but play no films. Takes several times the room of the film.',
    words: `${previewWords} webp gif picture`,
    Control: PreviewWebp,
  },
  {
    id: 'sample',
    role: 'admin',
    section: films,
    title: 'Try it on a video',
    help: 'Makes small pictures or a preview of one of your videos by what is set above, and tells what all of them would take.',
    words: `${previewWords} ${pictureWords} sample test estimate size time`,
    Control: SettingSample,
  },
  {
    id: 'timeline',
    role: 'admin',
    section: films,
    title: 'Measure sound and motion',
    help: 'Waveform and busy parts below the player. Reads the whole file once, and takes a few seconds of one core for an hour.',
    words: 'waveform heat map loudness activity audio motion timeline',
    Control: automatic('timeline'),
  },
  {
    id: 'subtitles',
    role: 'admin',
    section: films,
    title: 'Take out subtitles',
    help: 'Those inside of files, and those in files beside them (srt, ass, vtt). Files beside a film that come later are found when its subtitles are made again.',
    words: 'captions text srt ass vtt language',
    Control: automatic('subtitles'),
  },
];

export const GeneralSettingRow = ({ setting: { id, title, help, Control } }: { setting: GeneralSetting }) => (
  <Setting id={`setting-${id}`} title={title} help={help}>
    <Control id={`setting-${id}`} />
  </Setting>
);
