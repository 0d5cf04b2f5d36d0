'use client';

import { useEffect, useRef, useState } from 'react';
import { languageName } from '@/lib/format';
import { rememberedSubtitles, rememberSubtitles } from './memory';
import type { Choice } from './settings';

/** Subtitles of a film. */
export interface SubtitleText {
  id: string;
  language: string | null;
  title: string | null;
  forced: boolean;
  /** WebVTT; null where they are pictures, which a browser cannot show. */
  url: string | null;
}

type Shown = SubtitleText & { url: string };
const isText = (one: SubtitleText): one is Shown => one.url !== null;
const languageOf = ({ language }: SubtitleText): string => language ?? 'und';
const nameOf = ({ id, language, title, forced }: SubtitleText): string =>
  [languageName(language), title, forced ? 'forced' : null].filter(Boolean).join(', ') || `Subtitles ${Number(id) + 1}`;
const off = 'off';

/** Which subtitles are shown; the language is kept for other films. Null where there are none. */
export function useSubtitling(all: readonly SubtitleText[]): {
  shown: Shown | null;
  choice: Choice;
  /** On or off; answers what is shown then. */
  toggle: () => string;
} | null {
  const [language, setLanguage] = useState(rememberedSubtitles);
  const [id, setId] = useState<string | null>(null);
  const texts = all.filter(isText);
  const [first] = texts;
  if (!first) return null;
  const shown =
    language === null ? null : (texts.find((one) => one.id === id) ?? texts.find((one) => languageOf(one) === language) ?? null);
  const choose = (wanted: Shown | null): void => {
    const kept = wanted ? languageOf(wanted) : null;
    setId(wanted?.id ?? null);
    setLanguage(kept);
    rememberSubtitles(kept);
  };
  return {
    shown,
    choice: {
      label: 'Subtitles',
      options: [{ id: off, label: 'Off' }, ...texts.map((one) => ({ id: one.id, label: nameOf(one) }))],
      chosen: shown?.id ?? off,
      choose: (wanted) => choose(texts.find((one) => one.id === wanted) ?? null),
    },
    toggle: () => {
      const next = shown ? null : first;
      choose(next);
      return next ? nameOf(next) : 'No subtitles';
    },
  };
}

/** The browser goes by the time of the file, of which the film may be a part. */
function shiftCues({ cues }: TextTrack, seconds: number): void {
  for (const cue of cues ?? []) {
    cue.endTime += seconds;
    cue.startTime += seconds;
  }
}

/** The track of the film, shown from the start. @param offset where the film begins in what the browser plays, seconds */
export function Subtitles({ text, offset }: { text: Shown; offset: number }) {
  const track = useRef<HTMLTrackElement>(null);
  useEffect(() => {
    // A track that comes later than its film stays hidden, whatever it says of itself.
    if (track.current) track.current.track.mode = 'showing';
  }, []);
  return (
    <track
      ref={track}
      kind="subtitles"
      src={text.url}
      srcLang={text.language ?? 'und'}
      label={nameOf(text)}
      onLoad={(event) => shiftCues(event.currentTarget.track, offset)}
      default
    />
  );
}
