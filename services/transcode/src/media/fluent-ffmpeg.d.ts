/** The part of fluent-ffmpeg that is used; see tools.repository.ts. */
declare module 'fluent-ffmpeg' {
  export default function ffmpeg(): object;
}
