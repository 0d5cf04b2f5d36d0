/**
 * The policy of every page: nothing from elsewhere, no script without this page's nonce, no frames.
 *
 * Style attributes stay allowed, because server-rendered markup needs them for sizes; style elements need the nonce.
 */
export const contentSecurityPolicy = (nonce: string, development: boolean): string =>
  [
    `default-src 'self'`,
    `script-src 'self' 'nonce-${nonce}'${development ? " 'unsafe-eval'" : ''}`,
    development ? `style-src 'self' 'unsafe-inline'` : `style-src 'self' 'nonce-${nonce}'`,
    `style-src-attr 'unsafe-inline'`,
    `img-src 'self' data: blob:`,
    `media-src 'self' blob:`,
    `font-src 'self'`,
    `connect-src 'self'`,
    `object-src 'none'`,
    `frame-ancestors 'none'`,
    `base-uri 'none'`,
    `form-action 'self'`,
  ].join('; ');
