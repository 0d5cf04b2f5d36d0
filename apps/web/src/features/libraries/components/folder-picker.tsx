'use client';

import { CornerLeftUp, Folder } from 'lucide-react';
import { ErrorNote, Skeleton } from '@/components/states';
import { useFolders } from '../hooks/use-libraries';

interface FolderPickerProps {
  /** The folder whose sub-folders are shown. */
  path: string;
  onPick: (path: string) => void;
}

/** Walks through the folders of the server; the folder that is open is the one that is chosen. */
export function FolderPicker({ path, onPick }: FolderPickerProps) {
  const { data, error, isPending, isPlaceholderData } = useFolders(path || '/', true);
  const row = 'flex min-h-9 w-full items-center gap-2.5 rounded-md px-2 text-left text-sm hover:bg-raised pointer-coarse:min-h-11';
  return (
    <div
      role="group"
      aria-label="Folders on the server"
      aria-busy={isPlaceholderData}
      className="h-56 overflow-y-auto rounded-md border border-line bg-ground p-1"
    >
      {error ? <ErrorNote error={error} className="m-1" /> : null}
      {isPending ? <Skeleton className="m-2 h-40" /> : null}
      {data ? (
        <ul>
          {data.parent === null ? null : (
            <li>
              <button type="button" className={`${row} text-muted`} onClick={() => onPick(data.parent ?? '/')}>
                <CornerLeftUp className="size-4.5 shrink-0" aria-hidden /> Up to {data.parent}
              </button>
            </li>
          )}
          {data.folders.map((folder) => (
            <li key={folder.path}>
              <button type="button" className={row} onClick={() => onPick(folder.path)}>
                <Folder className="size-4.5 shrink-0 text-muted" aria-hidden /> <span className="truncate">{folder.name}</span>
              </button>
            </li>
          ))}
          {data.folders.length === 0 && !error ? <li className="px-2 py-3 text-sm text-muted">No folders inside {data.path}</li> : null}
        </ul>
      ) : null}
    </div>
  );
}
