import { describe, expect, it } from 'vitest';
import { pressName, shortcutFor, shortcuts, type KeyPress, type Shortcut } from './shortcuts';

const press = (key: string, held: Partial<KeyPress> = {}): KeyPress => ({
  key,
  shiftKey: false,
  ctrlKey: false,
  altKey: false,
  metaKey: false,
  ...held,
});

describe('the registry of shortcuts', () => {
  it('gives no key two meanings in one place', () => {
    const all: readonly Shortcut[] = Object.values(shortcuts);
    const taken = all.flatMap(({ scope, keys }) => keys.map((key) => `${scope} ${key}`));
    expect(new Set(taken).size).toBe(taken.length);
  });

  it('finds what a key means where it is pressed', () => {
    expect(shortcutFor(press(' '), ['player'])).toBe('player.toggle');
    expect(shortcutFor(press('7'), ['player'])).toBe('player.jump');
    expect(shortcutFor(press(' '), ['everywhere'])).toBeNull();
    expect(shortcutFor(press('?', { shiftKey: true }), ['player', 'everywhere'])).toBe('help.open');
  });

  it('does not mind capitals, and tells Shift with an arrow apart', () => {
    expect(shortcutFor(press('F', { shiftKey: true }), ['player'])).toBe('player.full-screen');
    expect(shortcutFor(press('ArrowLeft'), ['player'])).toBe('player.back');
    expect(shortcutFor(press('ArrowLeft', { shiftKey: true }), ['player'])).toBe('player.back-more');
    expect(pressName({ key: '?', shiftKey: true })).toBe('?');
  });

  it('leaves the combinations of the browser alone', () => {
    for (const held of ['ctrlKey', 'altKey', 'metaKey'] as const) expect(shortcutFor(press('f', { [held]: true }), ['player'])).toBeNull();
  });
});
