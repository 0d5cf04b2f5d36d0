/** An HLS playlist (RFC 8216) with each address in it changed. */
export const changeAddresses = (playlist: string, change: (address: string) => string): string =>
  playlist.replace(/^(?!#).+$|(?<=^#.*\bURI=")[^"]*/gm, (address) => change(address));

export const withQuery = (address: string, query: string): string => `${address}${address.includes('?') ? '&' : '?'}${query}`;
