import { describe, expect, it } from 'vitest';
import { foreignOrigin, type RequestOrigin } from './origin.js';

const post = (headers: Partial<RequestOrigin>): RequestOrigin => ({
  method: 'POST',
  secFetchSite: undefined,
  origin: undefined,
  host: 'reelm.home:3000',
  ...headers,
});

describe('foreignOrigin', () => {
  it.each([
    ['a page of ours', post({ secFetchSite: 'same-origin', origin: 'http://reelm.home:3000' })],
    ['the address bar', post({ secFetchSite: 'none' })],
    ['our page in a browser without fetch metadata', post({ origin: 'http://reelm.home:3000' })],
    ['our page behind a proxy that ends TLS', post({ origin: 'https://reelm.home:3000' })],
    ['the public address, where the proxy rewrites Host', post({ origin: 'https://videos.example', host: 'catalog:3000' })],
    ['a program without a browser', post({})],
    ['a link from elsewhere, which changes nothing', post({ method: 'GET', secFetchSite: 'cross-site' })],
  ])('accepts %s', (_, request) => {
    expect(foreignOrigin(request, 'https://videos.example')).toBeNull();
  });

  it.each([
    ['another site', post({ secFetchSite: 'cross-site', origin: 'https://evil.example' }), 'https://evil.example'],
    ['another port or sub-domain of the same site', post({ secFetchSite: 'same-site' }), 'same-site'],
    ['another site, old browser', post({ origin: 'https://evil.example' }), 'https://evil.example'],
    ['a sandboxed frame', post({ origin: 'null' }), 'null'],
    ['another port', post({ origin: 'http://reelm.home:8080' }), 'http://reelm.home:8080'],
  ])('refuses %s', (_, request, from) => {
    expect(foreignOrigin(request, 'https://videos.example')).toBe(from);
  });
});
