/** What becomes of each file of the test media. Sizes are as displayed: rotation and pixel shape applied. */
export type Expected =
  { state: 'ready'; codec: string; size: [width: number, height: number]; seconds: number | null } | { state: 'failed'; code: string };

const ready = (codec: string, width: number, height: number, seconds: number | null): Expected => ({
  state: 'ready',
  codec,
  size: [width, height],
  seconds,
});
const failed = (code: string): Expected => ({ state: 'failed', code });

export const expected: Record<string, Expected> = {
  'people/again.mkv': ready('h264', 640, 480, 2.6),
  'people/help.mkv': ready('h264', 640, 480, 1.93),
  'people/student.mkv': ready('h264', 640, 480, 1.73),
  'people/milk.mkv': ready('h264', 640, 480, 1.73),
  'people/please.mkv': ready('h264', 640, 480, 2.43),
  'people/sorry.mkv': ready('h264', 640, 480, 2.47),
  'people/book.mkv': ready('h264', 640, 480, 3.67),
  'people/school.mkv': ready('h264', 640, 480, 2.43),
  'people/eat.mkv': ready('h264', 640, 480, 1.57),
  'people/sister.mkv': ready('h264', 640, 480, 2.93),
  'film/tears-of-steel-battle-clip-medium.webm': ready('vp8', 800, 332, 70.54),
  'film/friday.mp4': ready('h264', 640, 480, 6.17),
  'film/flower.mp4': ready('h264', 960, 540, 5.05),
  'film/flower.webm': ready('vp8', 960, 540, 5.06),
  'film/rabbit320.webm': ready('vp8', 320, 240, 7.8),
  'container/nasa_13013.mp4': ready('h264', 480, 270, 16.57),
  'container/av1_video.mkv': ready('av1', 640, 360, 5),
  'container/sample.avi': ready('mpeg4', 960, 400, 4.09),
  'container/100_0306.AVI': ready('mjpeg', 320, 240, 2.73),
  'container/sample_with_ssa_subtitles.mkv': ready('h264', 1080, 720, 1.14),
  'container/hevc.ts': ready('hevc', 1920, 1080, 5.01),
  'container/rotate-buck-bunny.mp4': ready('h264', 1080, 1920, 2.01),
  'container/with-gps.mov': ready('h264', 320, 568, 4),
  'container/h265_with_metadata_track.mp4': ready('hevc', 1080, 1920, 0.1),
  'container/hdr10-video-with-sdr-container.mp4': ready('hevc', 1920, 1080, 1.02),
  'container/cursed-vfr.mp4': ready('h264', 3026, 1386, 8.73),
  // Wider than stored: the pixels of these two are not square.
  'container/video_desks.3gp': ready('h263', 384, 288, 5.13),
  'container/sar_2x1.mp4': ready('h264', 1280, 360, 5),
  'container/gopro-max-heromode.mp4': ready('h264', 848, 480, 10.52),
  'broken/no_duration.webm': ready('vp9', 1280, 720, null),
  'broken/sample_mdat_too_long.mp4': ready('h264', 1080, 720, 1.02),
  'broken/zero_empty_stsc.mp4': failed('media.undecodable'),
  'broken/no_timescale.mp4': ready('h264', 320, 240, 6.04),
  'broken/video_rotation_90.mp4': ready('h264', 60, 100, 0.04),
  'broken/minimal.mp4': ready('h264', 320, 240, 0.06),
  'derived/signers-compilation.mp4': ready('h264', 640, 480, 23.48),
  'derived/head-pose-face-detection-female-and-male.mp4': ready('h264', 480, 270, 4.67),
  'derived/head-pose-face-detection-male.mov': ready('h264', 480, 270, 5.17),
  'derived/portrait-rotated.mp4': ready('h264', 360, 480, 2.4),
  'derived/vfr-face.mp4': ready('h264', 640, 480, 2.9),
  'derived/chapters-tracks-hevc.mkv': ready('hevc', 800, 332, 30.02),
  'derived/dup-a-480.mp4': ready('h264', 480, 200, 30),
  'derived/dup-b-letterbox-640x480.webm': ready('vp9', 640, 480, 30),
  'derived/notdup-other-part.avi': ready('mpeg4', 480, 200, 20.04),
  'derived/flower.mpg': ready('mpeg2video', 960, 540, 5.02),
  'derived/flower.wmv': ready('wmv2', 640, 360, 5.12),
  'derived/audio-only.m4a.mp4': failed('media.no_video'),
  'derived/flower-av1-noaudio.mp4': ready('av1', 480, 270, 5),
  'derived/truncated-faststart.mp4': ready('h264', 960, 540, 5.05),
  'derived/truncated-no-moov.mp4': failed('media.unreadable'),
  'derived/garbage-middle.mp4': ready('h264', 960, 540, 5.05),
  'derived/zero-bytes.mp4': failed('media.empty'),
  'derived/text-renamed.mp4': failed('media.unreadable'),
  'derived/webm-renamed.mp4': ready('vp8', 960, 540, 5.06),
};

/** Two names of the same bytes: one video with two files. */
export const sameContent: [string, string] = ['film/flower.webm', 'derived/webm-renamed.mp4'];
