/** Where a shortcut works. Those of a narrower place win over those that work everywhere. */
export type ShortcutScope = 'everywhere' | 'player';

export interface Shortcut {
  scope: ShortcutScope;
  /** `KeyboardEvent.key` values; letters in lower case. */
  keys: readonly string[];
  /** How the keys are shown. */
  shown: readonly string[];
  does: string;
}

/** Every shortcut there is: the key handlers and the help sheet read the same list. */
export const shortcuts = {
  'search.focus': { scope: 'everywhere', keys: ['/'], shown: ['/'], does: 'Search' },
  'help.open': { scope: 'everywhere', keys: ['?'], shown: ['?'], does: 'Show these shortcuts' },
  'pictures.blur': { scope: 'everywhere', keys: ['b'], shown: ['B'], does: 'Blur or show all pictures' },
  'rail.toggle': { scope: 'everywhere', keys: ['['], shown: ['['], does: 'Fold or unfold the navigation' },
  'player.toggle': { scope: 'player', keys: [' ', 'k'], shown: ['Space', 'K'], does: 'Play or pause' },
  'player.back': { scope: 'player', keys: ['ArrowLeft'], shown: ['←'], does: 'Back 5 seconds' },
  'player.forward': { scope: 'player', keys: ['ArrowRight'], shown: ['→'], does: 'Forward 5 seconds' },
  'player.back-more': { scope: 'player', keys: ['j', 'Shift+ArrowLeft'], shown: ['J', 'Shift ←'], does: 'Back 10 seconds' },
  'player.forward-more': { scope: 'player', keys: ['l', 'Shift+ArrowRight'], shown: ['L', 'Shift →'], does: 'Forward 10 seconds' },
  'player.louder': { scope: 'player', keys: ['ArrowUp'], shown: ['↑'], does: 'Louder' },
  'player.quieter': { scope: 'player', keys: ['ArrowDown'], shown: ['↓'], does: 'Quieter' },
  'player.mute': { scope: 'player', keys: ['m'], shown: ['M'], does: 'Sound on or off' },
  'player.full-screen': { scope: 'player', keys: ['f'], shown: ['F'], does: 'Full screen' },
  'player.jump': {
    scope: 'player',
    keys: ['0', '1', '2', '3', '4', '5', '6', '7', '8', '9'],
    shown: ['0', '–', '9'],
    does: 'Jump to 0 % … 90 %',
  },
  'player.frame-back': { scope: 'player', keys: [','], shown: [','], does: 'One picture back' },
  'player.frame-forward': { scope: 'player', keys: ['.'], shown: ['.'], does: 'One picture forward' },
  'player.slower': { scope: 'player', keys: ['<'], shown: ['<'], does: 'Slower' },
  'player.faster': { scope: 'player', keys: ['>'], shown: ['>'], does: 'Faster' },
} as const satisfies Record<string, Shortcut>;

export type ShortcutId = keyof typeof shortcuts;
const shortcutIds = Object.keys(shortcuts) as ShortcutId[];

export interface KeyPress {
  key: string;
  shiftKey: boolean;
  ctrlKey: boolean;
  altKey: boolean;
  metaKey: boolean;
}

/** Name of a key press as the registry writes it; Shift counts only where it does not already change the key itself. */
export function pressName({ key, shiftKey }: Pick<KeyPress, 'key' | 'shiftKey'>): string {
  const name = key.length === 1 ? key.toLowerCase() : key;
  return shiftKey && key.length > 1 ? `Shift+${name}` : name;
}

/** The shortcut that a key press means in these scopes; none with Ctrl, Alt or Meta held, which belong to the browser. */
export function shortcutFor(press: KeyPress, scopes: readonly ShortcutScope[]): ShortcutId | null {
  if (press.ctrlKey || press.altKey || press.metaKey) return null;
  const name = pressName(press);
  for (const scope of scopes) {
    const found = shortcutIds.find((id) => shortcuts[id].scope === scope && (shortcuts[id].keys as readonly string[]).includes(name));
    if (found) return found;
  }
  return null;
}

/** Whether the focused element takes this key itself: typing anywhere, and the keys that drive buttons, links and sliders. */
export function keyBelongsTo(element: Element | null, key: string): boolean {
  if (!element) return false;
  const tag = element.tagName;
  if (tag === 'TEXTAREA' || tag === 'SELECT' || element.getAttribute('contenteditable') === 'true') return true;
  if (tag === 'INPUT') {
    const type = element.getAttribute('type') ?? 'text';
    if (type === 'range') return key.startsWith('Arrow') || key === 'Home' || key === 'End';
    if (type === 'checkbox' || type === 'radio') return key === ' ' || key.startsWith('Arrow');
    return true;
  }
  const role = element.getAttribute('role');
  if (role === 'slider') return key.startsWith('Arrow') || key === 'Home' || key === 'End';
  if (role === 'tab' || role === 'radio' || role?.startsWith('menuitem')) return key.startsWith('Arrow') || key === ' ';
  if (tag === 'BUTTON' || tag === 'A' || tag === 'SUMMARY') return key === ' ' || key === 'Enter';
  return false;
}
