import { describe, expect, it } from 'vitest';
import { sidecarOf, textOf } from './sidecar-name.js';

describe('files beside a film', () => {
  it.each([
    ['film.srt', { format: 'subrip', language: null, title: null, forced: false, default: false }],
    ['film.en.srt', { format: 'subrip', language: 'en', title: null }],
    ['film.pt-BR.forced.ass', { format: 'ass', language: 'pt-BR', forced: true }],
    ['film.ger.default.VTT', { format: 'webvtt', language: 'ger', default: true }],
    ['film.Commentary.eng.ssa', { format: 'ass', language: 'eng', title: 'Commentary' }],
    ['film.en.sdh.srt', { format: 'subrip', language: 'en', title: 'SDH' }],
    ['film.eng.sup', { format: 'hdmv_pgs_subtitle', language: 'eng' }],
  ])('%s tells of its subtitles', (name, told) => {
    expect(sidecarOf('film.mkv', name)).toMatchObject({ name, ...told });
  });

  it.each(['other.srt', 'film2.srt', 'film.txt', 'film.mkv', 'film', 'xfilm.srt'])('%s is none of its', (name) => {
    expect(sidecarOf('film.mkv', name)).toBeNull();
  });
});

describe('text of a file', () => {
  it.each([
    ['UTF-8', new TextEncoder().encode('Grüße')],
    ['UTF-8 with its mark', new TextEncoder().encode('\ufeffGrüße')],
    ['UTF-16', Buffer.from('\ufeffGrüße', 'utf16le')],
    ['Windows', Buffer.from('Grüße', 'latin1')],
  ])('is read as %s', (_, bytes) => {
    expect(textOf(bytes)).toBe('Grüße');
  });
});
