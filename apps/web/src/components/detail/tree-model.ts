/** The parents of a tag that is moved from below one to below another; without a place it came from it gets one more. */
export function movedParents(parents: readonly string[], from: string | null, to: string): string[] {
  const kept = parents.filter((id) => id !== to);
  const place = from === null ? -1 : kept.indexOf(from);
  return place < 0 ? [...kept, to] : kept.toSpliced(place, 1, to);
}
