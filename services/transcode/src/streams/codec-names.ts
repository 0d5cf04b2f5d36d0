import type { AudioTrack, StreamDetails } from './stream-details.js';

const hex = (value: number): string => value.toString(16).toUpperCase().padStart(2, '0');

/** Profile and constraint bytes of H.264 by ffprobe's names of profiles. */
const h264Profiles: Readonly<Record<string, string>> = {
  'Constrained Baseline': '42E0',
  Baseline: '4200',
  Main: '4D40',
  Extended: '5800',
  High: '6400',
  'High 10': '6E00',
  'High 4:2:2': '7A00',
  'High 4:4:4 Predictive': 'F400',
};
const av1Profiles: Readonly<Record<string, number>> = { Main: 0, High: 1, Professional: 2 };

const isTenBit = (pixelFormat: string | null): boolean => pixelFormat?.includes('10') ?? false;

/** Name of the picture's codec as playlists give it (RFC 6381). */
export function videoCodecName({ codec, profile, level, pixelFormat }: StreamDetails['video']): string {
  switch (codec) {
    case 'h264':
      return `avc1.${h264Profiles[profile ?? ''] ?? '6400'}${hex(level !== null && level > 0 ? level : 40)}`;
    case 'hevc':
      return `hvc1.${profile === 'Main 10' ? '2.4' : '1.6'}.L${level !== null && level > 0 ? level : 120}.B0`;
    case 'av1':
      return `av01.${av1Profiles[profile ?? ''] ?? 0}.${String(level !== null && level >= 0 ? level : 8).padStart(2, '0')}M.${isTenBit(pixelFormat) ? '10' : '08'}`;
    case 'vp9':
      return `vp09.${/\d/.exec(profile ?? '')?.[0]?.padStart(2, '0') ?? '00'}.${level !== null && level > 0 ? level : 40}.${isTenBit(pixelFormat) ? '10' : '08'}`;
    default:
      return codec;
  }
}

/** Name of a converted picture: what the encoder is told to keep to. */
export const encodedVideoCodecName = 'avc1.640028';
export const encodedAudioCodecName = 'mp4a.40.2';

/** Name of a sound track's codec that is passed on unchanged. */
export function audioCodecName({ codec, profile }: AudioTrack): string {
  switch (codec) {
    case 'aac':
      return profile?.startsWith('HE-AAC') === true ? 'mp4a.40.5' : 'mp4a.40.2';
    case 'ac3':
      return 'ac-3';
    case 'eac3':
      return 'ec-3';
    case 'flac':
      return 'fLaC';
    default:
      return codec;
  }
}
