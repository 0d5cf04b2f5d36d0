/** The headers of a request that tell where it was made. */
export interface RequestOrigin {
  method: string;
  secFetchSite: string | undefined;
  origin: string | undefined;
  host: string | undefined;
}

const safeMethods = new Set(['GET', 'HEAD', 'OPTIONS']);

const hostOf = (url: string): string | undefined => (URL.canParse(url) ? new URL(url).host : undefined);

/**
 * The foreign place a changing request was made from, or null where it is our own.
 *
 * Browsers always send `Sec-Fetch-Site` (to trustworthy addresses) or `Origin` with a changing cross-site request; programs without a
 * browser send neither and carry no foreign cookie either. Only hosts are compared: a proxy that ends TLS changes the scheme.
 */
export const foreignOrigin = (request: RequestOrigin, publicUrl: string | undefined): string | null => {
  if (safeMethods.has(request.method)) return null;
  if (request.secFetchSite === 'same-origin' || request.secFetchSite === 'none') return null;
  if (request.secFetchSite !== undefined) return request.origin ?? request.secFetchSite;
  if (request.origin === undefined) return null;
  const host = hostOf(request.origin);
  const own = [request.host, publicUrl && hostOf(publicUrl)];
  return host !== undefined && own.includes(host) ? null : request.origin;
};
