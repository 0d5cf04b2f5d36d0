import { fileURLToPath } from 'node:url';
import type { NextConfig } from 'next';

const repository = fileURLToPath(new URL('../../', import.meta.url));

/** Every answer of the web server carries these; pages add a content security policy with a nonce (see src/proxy.ts). */
const securityHeaders = [
  { key: 'X-Content-Type-Options', value: 'nosniff' },
  { key: 'Referrer-Policy', value: 'no-referrer' },
  { key: 'X-Frame-Options', value: 'DENY' },
  { key: 'Cross-Origin-Opener-Policy', value: 'same-origin' },
  { key: 'Permissions-Policy', value: 'camera=(), microphone=(), geolocation=(), payment=(), usb=()' },
];

/** Only while developing without the front door: `REELM_API_URL` names a running API. Next buffers event streams, so never in production. */
const apiUrl = process.env['NODE_ENV'] === 'development' ? process.env['REELM_API_URL'] : undefined;

const config: NextConfig = {
  output: 'standalone',
  outputFileTracingRoot: repository,
  turbopack: { root: repository },
  transpilePackages: ['@reelm/contracts', '@reelm/query-language'],
  poweredByHeader: false,
  agentRules: false,
  // Types are checked by `tsc --noEmit -p apps/web`, once for the whole repository.
  typescript: { ignoreBuildErrors: true },
  // Pictures come from the API in the right size; the optimiser would only copy them.
  images: { unoptimized: true },
  headers: () => Promise.resolve([{ source: '/:path*', headers: securityHeaders }]),
  rewrites: () => Promise.resolve(apiUrl ? [{ source: '/api/:path*', destination: `${apiUrl}/api/:path*` }] : []),
};

export default config;
