interface MatchedPathProps {
  path: string;
  start: number;
  end: number;
}

/** A path with the name in it that was found. */
export const MatchedPath = ({ path, start, end }: MatchedPathProps) => (
  <span className="block break-all text-muted">
    {path.slice(0, start)}
    <mark className="rounded-xs bg-accent/20 px-0.5 font-medium text-ink">{path.slice(start, end)}</mark>
    {path.slice(end)}
  </span>
);
