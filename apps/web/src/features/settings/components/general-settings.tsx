'use client';

import type { Role } from '@reelm/contracts';
import { Monitor, Moon, Sun } from 'lucide-react';
import type { ComponentType } from 'react';
import { WeightSliders } from '@/components/relevance/weight-sliders';
import { useSettings } from '@/lib/settings';
import { usePreferences } from '@/lib/use-preferences';
import { useArtifactSettings } from '../hooks/use-artifact-settings';
import { Choice, Setting, Switch } from './setting';

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
    id: 'fingerprints',
    role: 'admin',
    section: 'Films, for everybody',
    title: 'Compute fingerprints',
    help: 'By its fingerprint a film is recognised in stash-boxes, and another copy of it found. Takes about 20 seconds of one core for ten minutes of film, while nothing else is to be done.',
    words: 'phash perceptual hash duplicate identify match',
    Control: Fingerprints,
  },
];

export const GeneralSettingRow = ({ setting: { id, title, help, Control } }: { setting: GeneralSetting }) => (
  <Setting id={`setting-${id}`} title={title} help={help}>
    <Control id={`setting-${id}`} />
  </Setting>
);
