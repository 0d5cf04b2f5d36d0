import { setFlagsFromString } from 'node:v8';

/**
 * Has buffers counted as part of the heap, for services through which films pass. By default V8 collects all garbage again and again while some
 * 64 MiB of buffers come and go: 60 ms of processor time for each segment. Counted with the heap they are collected as everything else is, when
 * the room that is left gets small.
 */
export function countBuffersWithHeap(): void {
  setFlagsFromString('--external-memory-accounted-in-global-limit');
}
