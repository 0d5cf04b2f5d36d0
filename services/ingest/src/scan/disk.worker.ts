import { parentPort } from 'node:worker_threads';
import type { DiskReply, DiskRequest } from './disk-calls.js';
import { DiskOperations } from './disk-operations.repository.js';

// The disk is read in this thread, without a detour through the thread pool, so that the service's event loop stays free.
const operations = new DiskOperations();

parentPort?.on('message', (request: DiskRequest) => {
  parentPort?.postMessage(answer(request));
});

function answer(request: DiskRequest): DiskReply {
  try {
    const call = operations[request.call] as (input: DiskRequest['input']) => unknown;
    return { value: call.call(operations, request.input) };
  } catch (error) {
    const code = error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : undefined;
    return { failure: { message: error instanceof Error ? error.message : String(error), code } };
  }
}
