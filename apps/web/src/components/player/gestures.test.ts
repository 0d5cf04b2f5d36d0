import { describe, expect, it } from 'vitest';
import { swipeOf, zoneOf } from './gestures';

describe('fingers on the film', () => {
  it('tap on thirds', () => {
    expect([20, 195, 380].map((x) => zoneOf(x, 390))).toEqual(['back', 'middle', 'forward']);
  });

  it('swipe sideways through two minutes, or through a short film', () => {
    expect(swipeOf(195, 10, 390, 3600)).toEqual({ kind: 'seek', seconds: 60 });
    expect(swipeOf(-390, 0, 390, 12)).toEqual({ kind: 'seek', seconds: -12 });
  });

  it('swipe up and down only with a will', () => {
    expect(swipeOf(2, -120, 390, 60)).toEqual({ kind: 'up' });
    expect(swipeOf(2, 120, 390, 60)).toEqual({ kind: 'down' });
    expect(swipeOf(2, 30, 390, 60)).toEqual({ kind: 'none' });
    expect(swipeOf(5, 5, 390, 60)).toEqual({ kind: 'none' });
  });
});
