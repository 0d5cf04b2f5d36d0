export const browserPath = process.env['REELM_TEST_CHROMIUM'] ?? '/usr/bin/chromium';

/** What Chromium asks of the web by itself would only disturb. */
export const chromiumFlags = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];
