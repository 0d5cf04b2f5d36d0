import { keyCaps } from '@/lib/shortcuts';

/** The keys of one shortcut as caps. */
export const Keys = ({ keys }: { keys: string }) => (
  <span className="inline-flex gap-1">
    {keyCaps(keys).map((cap, place) => (
      <kbd key={`${place} ${cap}`} className="min-w-6 rounded border border-line bg-raised px-1.5 py-0.5 text-center font-sans text-xs">
        {cap}
      </kbd>
    ))}
  </span>
);
