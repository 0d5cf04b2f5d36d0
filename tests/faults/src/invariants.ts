import type { AnalysedFile, IngestFile, JobFact, ShownFile, StoredArtifact, World } from './world.js';

/** Something that must never be. */
export interface Violation {
  rule: string;
  detail: string;
}

/** The pictures of a file that plays. */
const artifactsOfReady = ['cover', 'frames', 'sprite', 'sprite-vtt'];
/** An object is written before the row that refers to it, and may be removed some time after it: neither is a fault while it is young. */
const graceMs = 60_000;

type Report = (detail: string) => void;
type Rule = (world: World, report: Report, now: Date) => void;

/** What must hold whenever nothing is left to do, whatever happened before. */
const rules: Record<string, Rule> = {
  'every file on disk is known once': (world, report) => {
    const place = ({ libraryId, path, bytes }: { libraryId: string; path: string; bytes: number }) =>
      `${libraryId}/${path} (${bytes} bytes)`;
    compareCounts(
      count(world.onDisk.map(place)),
      count(world.ingest.filter((file) => !file.missing).map(place)),
      'on disk',
      'in ingest',
      report,
    );
    const takenAway = new Set(world.takenAway.map(({ libraryId, path }) => `${libraryId}/${path}`));
    for (const { libraryId, path } of world.ingest.filter((one) => one.missing && !takenAway.has(`${one.libraryId}/${one.path}`)))
      report(`${path} of ${libraryId} is marked as missing`);
  },

  'every known file was looked at once': (world, report) => {
    compareCounts(count(world.ingest.map(idOf)), count(world.transcode.map((file) => file.fileId)), 'in ingest', 'in transcode', report);
    const missing = idsOfMissing(world);
    for (const file of world.transcode) {
      if (file.state === 'pending' && !missing.has(file.fileId)) report(`${file.fileId} was never analysed`);
      if (file.state === 'failed' && file.problem === null) report(`${file.fileId} failed without a reason`);
      if (file.state === 'failed' && file.problem !== null && !file.problem.code.startsWith('media.'))
        report(`${file.fileId} failed for ${file.problem.code}`);
    }
  },

  'every known file is shown once, in the same state': (world, report) => {
    compareCounts(count(world.ingest.map(idOf)), count(world.catalog.map(idOf)), 'in ingest', 'in catalog', report);
    const ingest = new Map(world.ingest.map((file) => [file.id, file]));
    const transcode = new Map(world.transcode.map((file) => [file.fileId, file]));
    for (const file of world.catalog) {
      agreeOnPlace(file, ingest.get(file.id), report);
      if (ingest.get(file.id)?.missing === file.present) report(`${file.path} is ${file.present ? '' : 'not '}there for catalog alone`);
      agreeOnResult(file, transcode.get(file.id), report);
    }
  },

  'every file belongs to a video that shows what it has': (world, report) => {
    for (const file of world.catalog) {
      if (file.video === null) report(`${file.path} belongs to no video`);
      else if (!file.video.listed) report(`the video of ${file.path} is hidden`);
    }
    for (const id of world.emptyVideos) report(`video ${id} has no file`);
    const keys = new Set(world.catalog.flatMap((file) => file.artifacts.map((artifact) => artifact.key)));
    for (const { video, path } of world.catalog) {
      const shown = [video?.coverKey, video?.spriteKey, video?.vttKey].filter((key) => key !== null && key !== undefined);
      for (const key of shown) if (!keys.has(key)) report(`the video of ${path} shows ${key}, which no file has`);
      if (video?.state === 'ready' && shown.length !== 3) report(`the video of ${path} is ready but shows ${shown.length} of 3 pictures`);
    }
  },

  'every picture that a row speaks of is there and whole': (world, report) => {
    const objects = new Map(world.objects.map((object) => [object.key, object]));
    const missing = idsOfMissing(world);
    for (const file of world.transcode) {
      const kinds = file.artifacts.map((artifact) => artifact.kind).sort();
      const wanted = file.state === 'ready' ? artifactsOfReady : [];
      // One that changed before it was taken away keeps the pictures of its earlier content until it is back.
      const mayBeOld = file.state === 'pending' && missing.has(file.fileId);
      if (kinds.join() !== wanted.join() && !mayBeOld) report(`${file.fileId} is ${file.state} and has [${kinds.join()}]`);
      for (const artifact of file.artifacts) {
        const object = objects.get(artifact.key);
        if (object === undefined) report(`${artifact.key} is missing`);
        else if (object.bytes !== artifact.bytes) report(`${artifact.key} has ${object.bytes} bytes, not ${artifact.bytes}`);
        else if (object.content !== (artifact.kind === 'sprite-vtt' ? 'webvtt' : 'jpeg')) report(`${artifact.key} is ${object.content}`);
      }
    }
  },

  'no object is without a row': (world, report, now) => {
    const referenced = new Set([
      ...world.obsoleteKeys,
      ...world.transcode.flatMap((file) => file.artifacts.map((artifact) => artifact.key)),
    ]);
    for (const object of world.objects) {
      if (!referenced.has(object.key) && now.getTime() - object.modifiedAt.getTime() > graceMs) report(object.key);
    }
  },

  'no job is left over': (world, report) => {
    for (const job of world.jobs.filter(isLive)) report(tell(job));
    if (world.scanRequests > 0) report(`${world.scanRequests} requests for a scan wait`);
  },

  'the ledger says what the owners say': (world, report) => {
    compareCounts(count(world.jobs.map(tell)), count(world.ledger.map(tell)), 'at the owner', 'in the ledger', report);
  },

  'no event is left over': (world, report) => {
    for (const [service, pending] of Object.entries(world.outboxPending)) if (pending > 0) report(`${pending} in the outbox of ${service}`);
    for (const [consumer, pending] of Object.entries(world.consumersPending))
      if (pending > 0) report(`${pending} not taken by ${consumer}`);
  },

  'no message was given up on': (world, report) => world.deadLetters.forEach(report),
  'no process is left over': (world, report) => world.strayProcesses.forEach(report),
  'nothing half done is left on disk': (world, report) => [...world.unfinishedObjects, ...world.scratch].forEach(report),
};

/** All that is wrong with a world at rest. */
export const check = (world: World, now = new Date()): Violation[] =>
  Object.entries(rules).flatMap(([rule, apply]) => {
    const details: string[] = [];
    apply(world, (detail) => details.push(detail), now);
    return details.map((detail) => ({ rule, detail }));
  });

export const isLive = (job: JobFact): boolean => job.state === 'queued' || job.state === 'running';

const idsOfMissing = (world: World): Set<string> => new Set(world.ingest.filter((file) => file.missing).map(idOf));
const idOf = ({ id }: { id: string }): string => id;
const tell = ({ service, kind, id, state, attempt }: JobFact): string => `${service} ${kind} ${id}: ${state}, attempt ${attempt}`;

function count(keys: readonly string[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const key of keys) counts.set(key, (counts.get(key) ?? 0) + 1);
  return counts;
}

/** Reports everything that is not exactly once on both sides. */
function compareCounts(left: Map<string, number>, right: Map<string, number>, leftName: string, rightName: string, report: Report): void {
  for (const key of new Set([...left.keys(), ...right.keys()])) {
    const [inLeft, inRight] = [left.get(key) ?? 0, right.get(key) ?? 0];
    if (inLeft !== 1 || inRight !== 1) report(`${key} is ${inLeft} times ${leftName} and ${inRight} times ${rightName}`);
  }
}

function agreeOnPlace(file: ShownFile, known: IngestFile | undefined, report: Report): void {
  if (known !== undefined && (known.path !== file.path || known.bytes !== file.bytes || known.libraryId !== file.libraryId)) {
    report(`${known.path} (${known.bytes} bytes) is shown as ${file.path} (${file.bytes} bytes)`);
  }
}

function agreeOnResult(file: ShownFile, result: AnalysedFile | undefined, report: Report): void {
  if (result === undefined || !file.present) return;
  if (file.state !== result.state) report(`${file.path} is ${result.state} in transcode and ${file.state} in catalog`);
  if (file.problem?.code !== result.problem?.code)
    report(`${file.path} has the problem ${result.problem?.code ?? 'none'} in transcode and ${file.problem?.code ?? 'none'} in catalog`);
  const keys = (artifacts: readonly StoredArtifact[]) =>
    artifacts
      .map((artifact) => artifact.key)
      .sort()
      .join();
  if (keys(file.artifacts) !== keys(result.artifacts)) report(`${file.path} has other pictures in catalog than in transcode`);
}
