/**
 * Dialogs and menus add a style element that locks the page's scrolling. The library that does it takes the nonce from
 * this global; the browser shows the page's own nonce only to scripts that run with it.
 */
export function adoptNonce(): void {
  const nonce = document.querySelector<HTMLScriptElement>('script[nonce]')?.nonce;
  if (nonce) (globalThis as { __webpack_nonce__?: string }).__webpack_nonce__ = nonce;
}
