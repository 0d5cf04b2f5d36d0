import { describe, expect, it } from 'vitest';
import { guessView, isSameView, View, viewIn, viewName, type Hints } from './view';

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
    ['Beach_180_RL.mp4', {}, '180°, side by side, right eye first'],
    ['Beach 360 Bottom-Top.mkv', {}, '360°, top and bottom, right eye first'],
    ['Beach_FISHEYE_LR.mp4', {}, 'Fisheye 180°, side by side'],
    ['Beach_180_fisheye_sbs.mp4', {}, 'Fisheye 180°, side by side'],
    ['Beach_FISHEYE190.mp4', shape(5760, 2880), 'Fisheye 190°, side by side'],
    ['Beach_fisheye_190_LR.mp4', {}, 'Fisheye 190°, side by side'],
    ['Beach_RF52_180_LR.mp4', {}, 'Fisheye 190°, side by side'],
    ['Beach_LR_180_MKX200.mp4', {}, 'Fisheye 200°, side by side'],
    ['Beach_MKX200.mp4', {}, 'Fisheye 200°'],
    ['Beach VRCA220 TB.mp4', {}, 'Fisheye 220°, top and bottom'],
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
    ['Through a fisheye.mp4', {}, 'Fisheye 180°?'],
    ['BT Tower.mp4', {}, '360°, top and bottom, right eye first?'],
    ['Somebody (vrtigo).mp4', shape(3840, 1920), '360°?'],
  ])('is left as it is where %s may mean something else', (name, more, expected) => {
    expect(guess(name, more)).toBe(expected);
  });

  const view = (given: Partial<View>): View => ({ projection: '180', packing: 'mono', swapped: false, ...given });

  it('does not go by packing where it is flat, nor by the order of eyes where there is one picture', () => {
    expect(isSameView(view({ projection: 'flat' }), view({ projection: 'flat', packing: 'top-bottom' }))).toBe(true);
    expect(isSameView(view({ packing: 'mono' }), view({ packing: 'top-bottom' }))).toBe(false);
    expect(isSameView(view({ swapped: true }), view({ swapped: false }))).toBe(true);
    expect(isSameView(view({ packing: 'side-by-side', swapped: true }), view({ packing: 'side-by-side' }))).toBe(false);
  });

  it('keeps what the name says of the eyes when somebody says that it is a fisheye', () => {
    const found = guessView({ spherical: null, names: ['Beach_180_RL.mp4'], tags: [], width: 1920, height: 1080 });
    expect(viewIn('fisheye-200', found)).toEqual({ projection: 'fisheye-200', packing: 'side-by-side', swapped: true });
  });

  it('was kept without the order of eyes once', () => {
    expect(View.parse({ projection: '180', packing: 'side-by-side' })).toEqual(view({ packing: 'side-by-side' }));
  });
});
