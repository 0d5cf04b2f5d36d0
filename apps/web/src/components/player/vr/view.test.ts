import { describe, expect, it } from 'vitest';
import { guessView, isSameView, viewName, type Hints } from './view';

const guess = (name: string, more: Partial<Hints> = {}) => {
  const { view, sure } = guessView({ spherical: null, names: [name], tags: [], width: 1920, height: 1080, ...more });
  return `${viewName(view)}${sure ? '' : '?'}`;
};
const shape = (width: number, height: number): Partial<Hints> => ({ width, height });

describe('how a film is looked at', () => {
  it('is what its file says, whatever its name', () => {
    expect(guess('beach_360.mp4', { spherical: { projection: '180', packing: 'side-by-side' } })).toBe('180°, side by side');
  });

  it.each([
    ['Beach_180_LR.mp4', {}, '180°, side by side'],
    ['Beach_180x180_3dh.mp4', {}, '180°, side by side'],
    ['Beach.VR180.mp4', shape(5760, 2880), '180°, side by side'],
    ['Beach 360 Top-Bottom.mkv', {}, '360°, top and bottom'],
    ['Beach_360_TB.mp4', shape(3840, 3840), '360°, top and bottom'],
    ['Beach [360°] Side by Side.webm', {}, '360°, side by side'],
    ['Beach 360.mp4', shape(3840, 1920), '360°'],
    ['Beach 360.mp4', shape(3840, 3840), '360°, top and bottom'],
    ['Beach 180.mp4', shape(4096, 4096), '180°'],
    ['Beach equirectangular.mp4', {}, '360°'],
    ['Beach VR.mp4', shape(5400, 2700), '180°, side by side'],
    ['Beach VR.mp4', shape(2880, 2880), '360°, top and bottom'],
  ])('is read from the name and the shape of %s', (name, more, expected) => {
    expect(guess(name, more)).toBe(expected);
  });

  it('is read from tags as well', () => {
    expect(guess('beach.mp4', { tags: ['Virtual Reality'], ...shape(5760, 2880) })).toBe('180°, side by side');
    expect(guess('beach.mp4', { tags: ['VR360'] })).toBe('360°');
  });

  it.each([
    ['Beach 360p.mp4', {}, '360°?'],
    ['Turn 180.mp4', {}, '180°?'],
    ['Area 360.mp4', {}, '360°?'],
    ['A film in 3D SBS.mp4', {}, '360°, side by side?'],
    ['A wide film.mp4', shape(3840, 1920), '360°?'],
    ['A square film.mp4', shape(1080, 1080), '360°, top and bottom?'],
    ['VR headsets compared.mp4', {}, '360°?'],
    ['Somebody (vrtigo).mp4', shape(3840, 1920), '360°?'],
  ])('is left as it is where %s may mean something else', (name, more, expected) => {
    expect(guess(name, more)).toBe(expected);
  });

  it('does not go by packing where it is flat', () => {
    expect(isSameView({ projection: 'flat', packing: 'mono' }, { projection: 'flat', packing: 'top-bottom' })).toBe(true);
    expect(isSameView({ projection: '180', packing: 'mono' }, { projection: '180', packing: 'top-bottom' })).toBe(false);
  });
});
