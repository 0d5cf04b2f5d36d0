import { describe, expect, it } from 'vitest';
import { filterOf, isUsual, Picture, placeOf, turned, usualPicture, warmthGains, withNextAspect, zoomedBy } from './picture';

describe('a picture', () => {
  it('is not filtered as long as nothing is changed', () => {
    expect(filterOf(usualPicture, 'svg')).toBe('none');
    expect(isUsual(usualPicture)).toBe(true);
    expect(isUsual({ ...usualPicture, zoom: 1.2 })).toBe(false);
  });

  it('takes gamma and warmth from SVG, the rest from CSS', () => {
    expect(filterOf({ ...usualPicture, contrast: 1.2, hue: -20 }, 'svg')).toBe('contrast(1.2) hue-rotate(-20deg)');
    expect(filterOf({ ...usualPicture, brightness: 0.9, gamma: 1.4 }, 'svg')).toBe('brightness(0.9) url(#svg)');
    expect(warmthGains(1)).toEqual({ red: 1.25, blue: 0.75 });
  });

  it('changes sides with its frame when it is turned', () => {
    expect(placeOf(usualPicture)).toEqual({ width: '100cqw', height: '100cqh', objectFit: 'contain', transform: 'translate(-50%, -50%)' });
    expect(placeOf({ ...usualPicture, turn: 90, zoom: 2 })).toEqual({
      width: '100cqh',
      height: '100cqw',
      objectFit: 'contain',
      transform: 'translate(-50%, -50%) rotate(90deg) scale(2)',
    });
  });

  it('is forced into a shape, or fills its frame', () => {
    expect(placeOf({ ...usualPicture, aspect: '4:3' })).toMatchObject({
      width: 'min(100cqw, 100cqh * 1.3333)',
      height: 'min(100cqh, 100cqw / 1.3333)',
      objectFit: 'fill',
    });
    expect(placeOf({ ...usualPicture, aspect: 'fill' }).objectFit).toBe('cover');
  });

  it('turns, zooms and takes shapes step by step', () => {
    expect(turned({ ...usualPicture, turn: 270 }).turn).toBe(0);
    expect(zoomedBy(usualPicture, -0.5).zoom).toBe(1);
    expect(zoomedBy({ ...usualPicture, zoom: 1.1 }, 0.1).zoom).toBe(1.2);
    expect(withNextAspect({ ...usualPicture, aspect: '1:1' }).aspect).toBe('auto');
  });

  it('is read with what is wrong as usual', () => {
    expect(Picture.parse({ brightness: 99, turn: 45, contrast: 1.5 })).toEqual({ ...usualPicture, contrast: 1.5 });
  });
});
