import { describe, expect, it } from 'vitest';
import { ahead, dragTurn, pointOf, turnedBy, verticalField, zoomedBy } from './gaze';

describe('looking around', () => {
  it('goes all round a sphere, and not over the top', () => {
    expect(turnedBy({ ...ahead, yaw: 170 }, 30, 0, '360').yaw).toBe(-160);
    expect(turnedBy({ ...ahead, yaw: -170 }, -30, 0, '360').yaw).toBe(160);
    expect(turnedBy(ahead, 0, 200, '360').pitch).toBe(90);
    expect(turnedBy(ahead, 0, -200, '360').pitch).toBe(-90);
  });

  it('ends at the edge of half a sphere, and of what a lens saw', () => {
    expect(turnedBy({ ...ahead, yaw: 80 }, 30, 0, 'fisheye-200').yaw).toBe(100);
    expect(turnedBy({ ...ahead, yaw: 80 }, 30, 0, '180').yaw).toBe(90);
    expect(turnedBy({ ...ahead, yaw: -80 }, -30, 0, '180').yaw).toBe(-90);
  });

  it('follows the hand', () => {
    const { yaw, pitch } = dragTurn(10, 10, ahead, 1000, 500);
    // Pulled to the right and down, one looks to the left and up.
    expect(yaw).toBeCloseTo(-1.146, 3);
    expect(pitch).toBeCloseTo(1.146, 3);
    // Nearer things move less.
    expect(Math.abs(dragTurn(10, 0, { ...ahead, field: 30 }, 1000, 500).yaw)).toBeLessThan(0.4);
  });

  it('sees the same along the longer side, however high the player is', () => {
    expect(verticalField(90, 1600, 800)).toBeCloseTo(53.13, 2);
    expect(verticalField(90, 800, 800)).toBe(90);
    expect(verticalField(90, 400, 800)).toBe(90);
  });

  it('comes no nearer than it helps', () => {
    expect(zoomedBy(ahead, 0.1).field).toBe(30);
    expect(zoomedBy(ahead, 9).field).toBe(120);
    expect(zoomedBy(ahead, 0.9).field).toBeCloseTo(81);
  });

  it('is a point on the sphere', () => {
    const rounded = (yaw: number, pitch: number) => pointOf({ yaw, pitch }).map((value) => Math.round(value * 1000) / 1000 + 0);
    expect(rounded(0, 0)).toEqual([0, 0, -1]);
    expect(rounded(90, 0)).toEqual([1, 0, 0]);
    expect(rounded(0, 90)).toEqual([0, 1, 0]);
  });
});
