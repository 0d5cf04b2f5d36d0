/** The search whose videos were looked at last in this tab: what is random comes out of it. Without storage it is all videos. */
const key = 'reelm-asked';

export function rememberAsked(q: string): void {
  try {
    sessionStorage.setItem(key, q);
  } catch {
    // Full or forbidden.
  }
}

export function lastAsked(): string {
  try {
    return sessionStorage.getItem(key) ?? '';
  } catch {
    return '';
  }
}
