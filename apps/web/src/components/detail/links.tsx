import { ExternalLink } from 'lucide-react';

/** Addresses elsewhere, by the name of their site. */
export const Links = ({ urls }: { urls: readonly string[] }) =>
  urls.length === 0 ? null : (
    <ul aria-label="Links" className="flex flex-wrap gap-x-4 gap-y-1.5">
      {urls.map((url) => (
        <li key={url} className="min-w-0">
          <a
            href={url}
            target="_blank"
            rel="noreferrer noopener"
            title={url}
            className="inline-flex max-w-72 items-center gap-1.5 text-sm text-muted hover:text-accent pointer-coarse:min-h-11"
          >
            <ExternalLink className="size-3.5 shrink-0" aria-hidden />
            <span className="truncate">{siteOf(url)}</span>
          </a>
        </li>
      ))}
    </ul>
  );

const siteOf = (url: string): string => {
  const { hostname, pathname } = new URL(url);
  return `${hostname.replace(/^www\./, '')}${pathname === '/' ? '' : pathname}`;
};
