import { describe, expect, it } from 'vitest';
import {
  bindingsOf,
  conflictsOf,
  isFree,
  keyCaps,
  matchPress,
  pressName,
  shortcutIds,
  withKeys,
  type KeyPress,
  type ShortcutId,
} from './shortcuts';

const press = (key: string, held: Partial<KeyPress> = {}): string =>
  pressName({ key, shiftKey: false, ctrlKey: false, altKey: false, metaKey: false, ...held });
const usual = bindingsOf({});
const everywhere: ShortcutId[] = ['palette.open', 'help.open', 'go.videos', 'go.markers', 'pictures.blur'];

describe('names of presses', () => {
  it('do not mind capitals, and tell Shift with an arrow apart', () => {
    expect([press('F', { shiftKey: true }), press('ArrowLeft', { shiftKey: true }), press('?', { shiftKey: true }), press(' ')]).toEqual([
      'f',
      'Shift+ArrowLeft',
      '?',
      'Space',
    ]);
  });

  it('know Ctrl and Command as one, and Shift with a letter only beside them', () => {
    expect([press('k', { ctrlKey: true }), press('k', { metaKey: true }), press('K', { ctrlKey: true, shiftKey: true })]).toEqual([
      'Mod+k',
      'Mod+k',
      'Mod+Shift+k',
    ]);
  });

  it('take AltGr for what it types', () => {
    expect(press('[', { ctrlKey: true, altKey: true, getModifierState: () => true })).toBe('[');
  });

  it('are shown as caps', () => {
    expect(keyCaps('Mod+Shift+k', false)).toEqual(['Ctrl', 'Shift', 'K']);
    expect(keyCaps('Mod+k', true)).toEqual(['⌘', 'K']);
    expect(keyCaps('g v', false)).toEqual(['G', 'V']);
    expect(keyCaps('Shift+ArrowLeft', false)).toEqual(['Shift', '←']);
    expect(keyCaps('+', false)).toEqual(['+']);
  });
});

describe('the usual keys', () => {
  it('get in each other’s way nowhere', () => {
    const met = shortcutIds.flatMap((id) => usual[id].flatMap((keys) => conflictsOf(usual, id, keys).map((other) => `${id} ${other}`)));
    // Lists and the player are never on one page, and Escape and Space of a list belong to what has the focus.
    expect(met).toEqual([]);
  });

  it('are free for everybody to change', () => {
    expect(['Mod+c', 'Tab', 'Enter', 'Control', 'Mod+Control'].filter(isFree)).toEqual([]);
    expect(['k', 'Mod+k', 'Alt+1', 'F2', '?'].filter(isFree)).toHaveLength(5);
  });
});

describe('a press', () => {
  it('means what the first place that listens makes of it', () => {
    expect(matchPress(usual, ['player.mute', 'go.markers'], '', 'm')).toEqual({ found: 'player.mute' });
    expect(matchPress(usual, everywhere, '', 'Mod+k')).toEqual({ found: 'palette.open' });
    expect(matchPress(usual, everywhere, '', 'm')).toBeNull();
  });

  it('begins or ends a longer shortcut', () => {
    expect(matchPress(usual, everywhere, '', 'g')).toEqual({ prefix: 'g' });
    expect(matchPress(usual, ['player.mute', ...everywhere], 'g', 'm')).toEqual({ found: 'go.markers' });
    expect(matchPress(usual, everywhere, 'g', 'q')).toBeNull();
    expect(matchPress(usual, ['help.open'], '', 'g')).toBeNull();
  });
});

describe('own keys', () => {
  it('replace the usual ones, or take them away', () => {
    const own = bindingsOf({ 'player.toggle': 'p\nSpace', 'help.open': '', 'go.nowhere': 'q' });
    expect([own['player.toggle'], own['help.open'], own['player.mute']]).toEqual([['p', 'Space'], [], ['m']]);
  });

  it('never change what is fixed', () => {
    expect(bindingsOf({ 'player.jump': 'q' })['player.jump']).toHaveLength(10);
  });

  it('are kept only where they differ', () => {
    const changed = withKeys({ 'help.open': 'h' }, 'player.mute', ['n']);
    expect(changed).toEqual({ 'help.open': 'h', 'player.mute': 'n' });
    expect(withKeys(changed, 'player.mute', ['m'])).toEqual({ 'help.open': 'h' });
  });

  it('conflict with the same keys and with longer or shorter ones, where both work', () => {
    expect(conflictsOf(usual, 'pictures.blur', 'm')).toEqual(['player.mute']);
    expect(conflictsOf(usual, 'pictures.blur', 'g v')).toEqual(['go.videos']);
    expect(conflictsOf(usual, 'pictures.blur', 'g')).toContain('go.home');
    expect(conflictsOf(usual, 'player.mute', 'Mod+a')).toEqual([]);
  });
});
