'use client';

import { useCallback, useMemo, useState } from 'react';
import { rememberedPicture, rememberPicture, type PictureScope } from './memory';
import { usualPicture, type Picture } from './picture';

export interface PictureControl {
  picture: Picture;
  /** Whether it is this video's own, or that of all. */
  scope: PictureScope;
  change: (next: (picture: Picture) => Picture) => void;
  setScope: (scope: PictureScope) => void;
  reset: () => void;
}

/** The picture of a video as this browser keeps it. */
export function usePicture(video: string): PictureControl {
  const [kept, setKept] = useState(() => rememberedPicture(video));
  const keep = useCallback(
    (next: (before: typeof kept) => typeof kept) =>
      setKept((before) => {
        const now = next(before);
        rememberPicture(video, now.picture, now.scope);
        return now;
      }),
    [video],
  );
  return useMemo(
    () => ({
      ...kept,
      change: (next) => keep(({ picture, scope }) => ({ picture: next(picture), scope })),
      setScope: (scope) => keep(({ picture }) => ({ picture, scope })),
      reset: () => keep(({ scope }) => ({ picture: usualPicture, scope })),
    }),
    [kept, keep],
  );
}
