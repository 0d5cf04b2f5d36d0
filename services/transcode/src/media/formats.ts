const words = (text: string): string[] => text.trim().split(/\s+/);

/**
 * What ffmpeg may open. Everything else it knows is left out on purpose: script-like demuxers (hls, concat, dash, sdp, image patterns)
 * read other files than the one they were given, and rarely used decoders (MagicYUV, CVE-2026-8461) are where memory bugs live.
 * ffmpeg compares single names, so each alias of a demuxer is listed; a name that a build does not have is ignored.
 */
export const demuxers: readonly string[] = words(`
  mov mp4 m4a 3gp 3g2 mj2 matroska webm avi mpegts mpeg mpegvideo asf flv ogg mxf gif rm dv ivf m4v h264 hevc mjpeg obu wtv wav mp3
  aac flac
`);

/** ffprobe's names of video codecs that are decoded, each with the decoders that may do it. */
const videoDecoders: Record<string, readonly string[]> = {
  h264: ['h264'],
  hevc: ['hevc'],
  av1: ['libdav1d', 'libaom-av1', 'av1'],
  vp8: ['vp8', 'libvpx'],
  vp9: ['vp9', 'libvpx-vp9'],
  vp6: ['vp6'],
  vp6f: ['vp6f'],
  mpeg1video: ['mpeg1video'],
  mpeg2video: ['mpeg2video', 'mpegvideo'],
  mpeg4: ['mpeg4'],
  msmpeg4v1: ['msmpeg4v1'],
  msmpeg4v2: ['msmpeg4v2'],
  msmpeg4v3: ['msmpeg4'],
  h263: ['h263'],
  h263p: ['h263p'],
  flv1: ['flv'],
  wmv1: ['wmv1'],
  wmv2: ['wmv2'],
  wmv3: ['wmv3'],
  vc1: ['vc1'],
  theora: ['theora'],
  mjpeg: ['mjpeg'],
  prores: ['prores'],
  dnxhd: ['dnxhd'],
  dvvideo: ['dvvideo'],
  ffv1: ['ffv1'],
  rv30: ['rv30'],
  rv40: ['rv40'],
  gif: ['gif'],
  rawvideo: ['rawvideo'],
  cfhd: ['cfhd'],
};

// ffprobe opens a decoder for every stream and gives up when one is refused, so that sound, subtitles and attached pictures have to be listed too.
const otherDecoders: readonly string[] = words(`
  aac aac_latm ac3 eac3 dca truehd mlp mp1 mp1float mp2 mp2float mp3 mp3float opus libopus vorbis libvorbis flac alac als tta
  wavpack wmav1 wmav2 wmapro wmalossless wmavoice amrnb amrwb libopencore_amrnb libopencore_amrwb speex libspeex nellymoser cook
  sipr real_144 real_288 ralf atrac3 gsm gsm_ms libgsm libgsm_ms qdm2 qcelp mace3 mace6 g726 s302m adpcm_ima_wav adpcm_ima_qt
  adpcm_ms adpcm_swf adpcm_yamaha pcm_alaw pcm_mulaw pcm_bluray pcm_dvd pcm_u8 pcm_s8 pcm_s16le pcm_s16be pcm_s24le pcm_s24be
  pcm_s32le pcm_s32be pcm_f32le pcm_f32be pcm_f64le pcm_f64be ssa ass srt subrip mov_text webvtt text dvbsub dvdsub pgssub xsub
  cc_dec libzvbi_teletextdec microdvd png bmp
`);

export const decoders: readonly string[] = [...Object.values(videoDecoders).flat(), ...otherDecoders];

export const isDecodable = (videoCodec: string): boolean => Object.hasOwn(videoDecoders, videoCodec);

/** Codecs in which (nearly) every frame stands alone, so that a keyframe pass would decode everything. */
const intraOnly = new Set(['mjpeg', 'prores', 'dnxhd', 'dvvideo', 'rawvideo', 'cfhd', 'gif', 'ffv1']);
export const isIntraOnly = (videoCodec: string): boolean => intraOnly.has(videoCodec);
