'use client';

import { useSyncExternalStore } from 'react';
import { emptyQueue, Queue } from './queue';
import { SessionStore } from './session-store';
import { noTrail, Trail } from './trail';

export const queueStore = new SessionStore('reelm-queue', Queue, emptyQueue);
export const trailStore = new SessionStore('reelm-trail', Trail, noTrail);

export const useQueue = (): Queue => useSyncExternalStore(queueStore.subscribe, queueStore.get, queueStore.getInitial);
export const useTrail = (): Trail => useSyncExternalStore(trailStore.subscribe, trailStore.get, trailStore.getInitial);

/** The video that is to play as soon as its page is there: whoever asked for it need not press Play as well. */
let playing: string | null = null;
export const playNext = (id: string): void => {
  playing = id;
};
export const isToPlay = (id: string): boolean => playing === id;
export const hasBegun = (): void => {
  playing = null;
};
