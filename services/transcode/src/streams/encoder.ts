import type { Rung } from './ladder.js';

/** What makes H.264 here. */
export interface Encoder {
  name: 'libx264' | 'h264_nvenc' | 'h264_qsv' | 'h264_vaapi' | 'h264_v4l2m2m';
  preset: 'ultrafast' | 'superfast' | 'veryfast' | 'hardware';
  /** Way of decoding that the same hardware offers (`-hwaccel`). */
  decoder: string | null;
  /** Device file, where one is named. */
  device: string | null;
}

/** One preset per machine: the parts of a stream that different runs make must share one description of the picture. */
export const softwareEncoder = (cores: number): Encoder => ({
  name: 'libx264',
  preset: cores <= 2 ? 'ultrafast' : cores <= 6 ? 'superfast' : 'veryfast',
  decoder: null,
  device: null,
});

/** Comes before the input. */
export const encoderDevice = ({ name, device }: Encoder): string[] => {
  switch (name) {
    case 'h264_vaapi':
      return ['-vaapi_device', device ?? '/dev/dri/renderD128'];
    case 'h264_qsv':
      return ['-init_hw_device', 'qsv=hw', '-filter_hw_device', 'hw'];
    case 'libx264':
    case 'h264_nvenc':
    case 'h264_v4l2m2m':
      return [];
  }
};

/** End of the filter chain: pictures in the form that the encoder takes. */
export const encoderFormat = ({ name }: Encoder): string => {
  switch (name) {
    case 'libx264':
    case 'h264_nvenc':
    case 'h264_v4l2m2m':
      return 'format=yuv420p';
    case 'h264_qsv':
      return 'format=nv12';
    case 'h264_vaapi':
      return 'format=nv12,hwupload';
  }
};

/** Keyframes come where they are forced and nowhere else; frames come out in the order of time, each as soon as it can. */
const oneKeyframePerSegment = ['-g', '100000', '-bf', '0'];

export function encoderArguments({ name, preset }: Encoder, { bitRate }: Rung): string[] {
  const rates = ['-maxrate', String(bitRate), '-bufsize', String(2 * bitRate)];
  const target = ['-b:v', String(Math.round(bitRate * 0.7)), ...rates];
  const common = ['-c:v', name, ...oneKeyframePerSegment];
  switch (name) {
    case 'libx264':
      return [...common, '-preset', preset, '-profile:v', 'high', '-crf', '23', ...rates, '-sc_threshold', '0', '-forced-idr', '1'];
    case 'h264_nvenc':
      return [...common, '-preset', 'p2', '-profile:v', 'high', '-rc', 'vbr', ...target, '-no-scenecut', '1', '-forced-idr', '1'];
    case 'h264_qsv':
      return [...common, '-preset', 'veryfast', '-profile:v', 'high', ...target, '-forced_idr', '1', '-look_ahead', '0'];
    case 'h264_vaapi':
      return [...common, '-profile:v', 'high', ...target];
    case 'h264_v4l2m2m':
      return [...common, ...target];
  }
}
