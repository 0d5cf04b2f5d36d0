/** The light build is the same without what our streams have no use for (subtitles, protection, alternate sound), and comes without types. */
declare module 'hls.js/light' {
  export { default, ErrorTypes, Events } from 'hls.js';
}
