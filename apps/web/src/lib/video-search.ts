/** Address of the videos that have this performer, tag, studio or group. */
export const videosOf = (field: 'performer' | 'studio' | 'tag' | 'group', name: string): string =>
  `/videos?${new URLSearchParams({ q: `${field}:"${name.replace(/["\\]/g, '\\$&')}"` })}`;
