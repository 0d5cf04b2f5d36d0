'use client';

import { RelevanceWeights } from '@reelm/contracts';
import { Monitor, Moon, RotateCcw, Sun } from 'lucide-react';
import { useEffect, useState, type ComponentType } from 'react';
import { IconButton } from '@/components/ui/button';
import { useSettings } from '@/lib/settings';
import { usePreferences } from '@/lib/use-preferences';
import { Choice, Setting, Switch } from './setting';

/** A setting as the page finds and shows it. */
interface GeneralSetting {
  id: string;
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

type Weight = keyof RelevanceWeights;
const weightNames: Record<Weight, string> = {
  text: 'Words found',
  rating: 'Rating',
  duration: 'Length',
  recency: 'Newness',
  plays: 'Your plays',
};
const usualWeights = RelevanceWeights.parse({});
const weights = Object.keys(weightNames) as Weight[];

function Relevance({ id }: { id: string }) {
  const { settings, change } = useSettings();
  const own = Object.keys(settings.relevance).length > 0;
  return (
    <div role="group" aria-labelledby={id} aria-describedby={`${id}-help`} className="grid w-full gap-1 sm:w-80">
      {weights.map((weight) => (
        <WeightSlider
          key={weight}
          name={weightNames[weight]}
          value={settings.relevance[weight] ?? usualWeights[weight]}
          onChange={(value) => change({ relevance: { ...settings.relevance, [weight]: value } })}
        />
      ))}
      <IconButton label="As usual" disabled={!own} onClick={() => change({ relevance: {} })} className="justify-self-end">
        <RotateCcw />
      </IconButton>
    </div>
  );
}

/** Follows the pointer at once and tells the value when it rests. */
function WeightSlider({ name, value, onChange }: { name: string; value: number; onChange: (value: number) => void }) {
  // While the pointer is on its way, what it says; else what is kept.
  const [moving, setMoving] = useState<number | null>(null);
  const shown = moving ?? value;
  useEffect(() => {
    if (moving === null) return undefined;
    const timer = setTimeout(() => {
      onChange(moving);
      setMoving(null);
    }, 400);
    return () => clearTimeout(timer);
  }, [moving, onChange]);
  return (
    <label className="grid grid-cols-[7rem_1fr_2rem] items-center gap-3 text-[0.8125rem]">
      {name}
      <input
        type="range"
        min={0}
        max={10}
        step={0.5}
        value={shown}
        onChange={(event) => setMoving(Number(event.target.value))}
        className="min-w-0 pointer-coarse:h-11"
      />
      <span className="text-right text-muted tabular-nums">{shown}</span>
    </label>
  );
}

/** Everything on the page but the shortcuts, in its order. */
export const generalSettings: readonly GeneralSetting[] = [
  {
    id: 'theme',
    section: 'Appearance',
    title: 'Theme',
    help: 'System follows this device, which may turn dark in the evening.',
    words: 'dark light colour color mode night appearance',
    Control: Theme,
  },
  {
    id: 'blur',
    section: 'Appearance',
    title: 'Blur pictures',
    help: 'No picture or film can be made out until its card is pointed at.',
    words: 'discreet privacy hide censor cover thumbnails',
    Control: Blur,
  },
  {
    id: 'rail',
    section: 'Appearance',
    title: 'Narrow navigation',
    help: 'Only the signs, without their names. Kept for this device alone.',
    words: 'menu sidebar rail fold collapse',
    Control: NarrowRail,
  },
  {
    id: 'skip',
    section: 'Watching',
    title: 'Skip',
    help: 'How far the keys for skipping move; the arrow keys always move by 5 seconds.',
    words: 'jump seek seconds forward back player video',
    Control: Skip,
  },
  {
    id: 'relevance',
    section: 'Searching',
    title: 'Order by relevance',
    help: 'What puts a hit nearer to the top when a list is ordered by relevance. At 0 a part does not count.',
    words: 'sort search score weights rating plays recency text',
    Control: Relevance,
  },
];

export const GeneralSettingRow = ({ setting: { id, title, help, Control } }: { setting: GeneralSetting }) => (
  <Setting id={`setting-${id}`} title={title} help={help}>
    <Control id={`setting-${id}`} />
  </Setting>
);
