/** How many files may vanish at once before a person is asked. */
export const toleratedLoss = (known: number): number => Math.max(20, Math.floor(known * 0.3));
/** Files of folders that are still there but have no entries left: what a lost mount inside the library looks like. */
export const toleratedEmptied = 20;

/**
 * Whether so much is gone that a broken disk or mount is likelier than a user's deletion. Files that the library's rules newly
 * leave out do not count: somebody wrote those rules.
 */
export const isSuspicious = (loss: { known: number; gone: number; emptied: number }): boolean =>
  loss.gone + loss.emptied > toleratedLoss(loss.known) || loss.emptied > toleratedEmptied;
