'use client';

import type { Marker, Video } from '@reelm/contracts';
import { ArrowDownUp } from 'lucide-react';
import { suggestEntities } from '@/components/filter/suggestions';
import { MenuButton } from '@/components/ui/menu-button';
import { plural } from '@/lib/format';
import { showToast, toastError } from '@/lib/toast';
import type { useEditVideo } from '../hooks/use-edit-video';
import { useStartEdit } from '../hooks/use-file-edit';
import type { useMarkers } from '../hooks/use-markers';
import { fileFormats, ofChapters, ofMarkers, readFile, writeFile, type FileFormat, type TimedText } from '../marker-files';

interface MarkerFilesMenuProps {
  video: Video;
  markers: readonly Marker[];
  mayEdit: boolean;
  create: ReturnType<typeof useMarkers>['createMany'];
  edit: ReturnType<typeof useEditVideo>['edit'];
}

/** Markers and chapters as files, in both directions. */
export function MarkerFilesMenu({ video, markers, mayEdit, create, edit }: MarkerFilesMenuProps) {
  const read = async (file: File, as: 'markers' | 'chapters'): Promise<void> => {
    const texts = readFile(await file.text());
    if (!texts || texts.length === 0) {
      showToast({
        kind: 'bad',
        message: 'Nothing taken over',
        detail: 'The file holds no chapters that Reelm can read: WebVTT, FFmpeg metadata or JSON.',
      });
      return;
    }
    if (as === 'markers') return create(await Promise.all(texts.map(withIds)));
    edit({
      patch: { chapters: texts.map(({ title, startSeconds }) => ({ title, startSeconds })) },
      done: `${plural(texts.length, 'chapter')} taken over`,
    });
  };
  const take = (as: 'markers' | 'chapters'): void => chooseFile((file) => void read(file, as).catch(toastError('Nothing taken over')));
  const save = (what: 'markers' | 'chapters', format: FileFormat): void => {
    const text = writeFile(format, what === 'markers' ? ofMarkers(markers) : ofChapters(video.chapters), video.durationSeconds ?? 0);
    download(`${video.name} ${what}.${format === 'ffmetadata' ? 'txt' : format}`, text, fileFormats[format].type);
  };
  const { mutate: write } = useStartEdit(video.id, () => undefined);
  /** A range of a file has no file of its own. */
  const mayWrite = mayEdit && video.part === null && video.files.some(({ state }) => state === 'ready');
  const copyWith = (what: 'markers' | 'chapters') => ({
    label: `Write ${what} into a copy of the file`,
    onSelect: () => {
      const texts = what === 'markers' ? ofMarkers(markers) : ofChapters(video.chapters);
      const chapters = texts.map(({ startSeconds, endSeconds, title }) => ({ startSeconds, endSeconds, title: title || 'Marker' }));
      write({ edit: { kind: 'chapters', chapters } }, { onError: toastError('No copy was made') });
    },
  });
  const formats = Object.keys(fileFormats) as FileFormat[];
  const exportsOf = (what: 'markers' | 'chapters') =>
    formats.map((format) => ({ label: `Save ${what} as ${fileFormats[format].label}`, onSelect: () => save(what, format) }));
  const items = [
    ...(markers.length > 0 ? exportsOf('markers') : []),
    ...(video.chapters.length > 0 ? exportsOf('chapters') : []),
    ...(mayEdit
      ? [
          { label: 'Take markers from a file', onSelect: () => take('markers') },
          { label: 'Take chapters from a file', onSelect: () => take('chapters') },
        ]
      : []),
    ...(mayWrite && markers.length > 0 ? [copyWith('markers')] : []),
    ...(mayWrite && video.chapters.length > 0 ? [copyWith('chapters')] : []),
  ];
  if (items.length === 0) return null;
  return (
    <MenuButton
      label="Markers as files"
      className="grid size-8 place-items-center rounded-md text-muted hover:bg-raised hover:text-ink aria-expanded:bg-raised pointer-coarse:size-11"
      items={items}
    >
      <ArrowDownUp className="size-4.5" aria-hidden />
    </MenuButton>
  );
}

/** Tags and performers go by their names; those that Reelm does not know stay out, so that a file cannot fill the library with names. */
async function withIds({ title, startSeconds, endSeconds, tags, performers }: TimedText) {
  const ids = async (kind: 'tag' | 'performer', names: readonly string[]): Promise<string[]> => {
    const found = await Promise.all(
      names.map(async (name) => (await suggestEntities(kind, name)).find((one) => one.name.toLowerCase() === name.toLowerCase())?.id),
    );
    return [...new Set(found.filter((id) => id !== undefined))];
  };
  return { title, startSeconds, endSeconds, tagIds: await ids('tag', tags), performerIds: await ids('performer', performers) };
}

/** Asks for a file. */
function chooseFile(take: (file: File) => void): void {
  const input = Object.assign(document.createElement('input'), {
    type: 'file',
    accept: '.vtt,.txt,.json,.ffmeta,.ini,text/vtt,text/plain,application/json',
  });
  input.addEventListener('change', () => {
    const [file] = input.files ?? [];
    if (file) take(file);
  });
  input.click();
}

function download(name: string, text: string, type: string): void {
  const url = URL.createObjectURL(new Blob([text], { type }));
  const link = Object.assign(document.createElement('a'), { href: url, download: name });
  link.click();
  // Once the browser has taken it.
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}
