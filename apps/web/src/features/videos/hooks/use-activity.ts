'use client';

import { useQueryClient, type QueryClient } from '@tanstack/react-query';
import type { Activity, Video } from '@reelm/contracts';
import { useCallback } from 'react';
import type { OnProgress } from '@/components/player/use-sitting';
import { refreshLists } from '@/components/list/list-data';
import { showToast, toastError } from '@/lib/toast';
import { changeActivity, reportPlay } from '../api/activity-api';
import { videoKeys } from '../api/videos-api';
import { patchCards } from './video-cache';

function storeActivity(client: QueryClient, id: string, activity: Activity): void {
  const shown = { resumeSeconds: activity.resumeSeconds, watchLater: activity.watchLaterAt !== null };
  client.setQueryData<Video>(videoKeys.detail(id), (video) => video && { ...video, ...shown, activity });
  patchCards(client, id, (card) => ({ ...card, ...shown }));
}

/** Tells the server how far one is with a video. A report that is lost is made good by the next one, so nobody is bothered. */
export function useReportPlay(id: string): OnProgress {
  const client = useQueryClient();
  return useCallback(
    ({ sittingId, positionSeconds, playedSeconds }, leaving) => {
      reportPlay(id, { playId: sittingId, positionSeconds, playedSeconds }, leaving).then(
        (activity) => {
          storeActivity(client, id, activity);
          // What was watched just now stands elsewhere in lists that go by it.
          if (leaving) void refreshLists(client, videoKeys.all);
        },
        () => undefined,
      );
    },
    [client, id],
  );
}

/** Puts a video on the list to watch later, or takes it off; shows at once and can be undone. Plain functions: a hook in each card makes scrolling slower. */
export function watchLater(client: QueryClient, id: string, wanted: boolean): void {
  const show = (shown: boolean): void => {
    patchCards(client, id, (card) => ({ ...card, watchLater: shown }));
    client.setQueryData<Video>(videoKeys.detail(id), (video) => video && { ...video, watchLater: shown });
  };
  show(wanted);
  changeActivity(id, { watchLater: wanted }).then(
    (activity) => {
      storeActivity(client, id, activity);
      void refreshLists(client, videoKeys.all);
      showToast({
        kind: 'good',
        message: wanted ? 'On your list to watch later' : 'Off your list to watch later',
        action: { label: 'Undo', run: () => watchLater(client, id, !wanted) },
      });
    },
    (error: Error) => {
      show(!wanted);
      toastError('Not saved')(error);
    },
  );
}

/** Forgets where one stopped. */
export function forgetPlace(client: QueryClient, id: string): void {
  changeActivity(id, { resumeSeconds: null }).then((activity) => {
    storeActivity(client, id, activity);
    void refreshLists(client, videoKeys.all);
  }, toastError('Not saved'));
}
