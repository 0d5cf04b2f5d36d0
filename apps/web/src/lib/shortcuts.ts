/** Where a shortcut works. Those of a narrower place win over those that work everywhere. */
export type ShortcutScope = 'everywhere' | 'list' | 'player';

export interface Shortcut {
  scope: ShortcutScope;
  /** The usual keys, each written as {@link pressName} does; presses that follow each other have a space between, as `g v`. */
  keys: readonly string[];
  does: string;
  /** Belongs to the control that has the focus, or is many keys in one: it cannot be given other keys. */
  fixed?: true;
}

/** Every shortcut there is: key handlers, help sheet, palette and settings read the same list. */
export const shortcuts = {
  'palette.open': { scope: 'everywhere', keys: ['Mod+k'], does: 'Search everything, or do something' },
  'search.focus': { scope: 'everywhere', keys: ['/'], does: 'Search this page' },
  'help.open': { scope: 'everywhere', keys: ['?'], does: 'Show these shortcuts' },
  'pictures.blur': { scope: 'everywhere', keys: ['b'], does: 'Blur or show all pictures' },
  'theme.toggle': { scope: 'everywhere', keys: [], does: 'Light or dark theme' },
  'rail.toggle': { scope: 'everywhere', keys: ['['], does: 'Fold or unfold the navigation' },
  'go.home': { scope: 'everywhere', keys: ['g h'], does: 'Go to the home page' },
  'go.videos': { scope: 'everywhere', keys: ['g v'], does: 'Go to videos' },
  'go.performers': { scope: 'everywhere', keys: ['g p'], does: 'Go to performers' },
  'go.studios': { scope: 'everywhere', keys: ['g s'], does: 'Go to studios' },
  'go.tags': { scope: 'everywhere', keys: ['g t'], does: 'Go to tags' },
  'go.groups': { scope: 'everywhere', keys: ['g g'], does: 'Go to groups' },
  'go.markers': { scope: 'everywhere', keys: ['g m'], does: 'Go to markers' },
  'go.playlists': { scope: 'everywhere', keys: ['g y'], does: 'Go to playlists' },
  'go.suggestions': { scope: 'everywhere', keys: ['g u'], does: 'Go to suggestions' },
  'go.libraries': { scope: 'everywhere', keys: ['g l'], does: 'Go to libraries' },
  'go.jobs': { scope: 'everywhere', keys: ['g j'], does: 'Go to jobs' },
  'go.statistics': { scope: 'everywhere', keys: ['g n'], does: 'Go to statistics' },
  'go.settings': { scope: 'everywhere', keys: ['g ,'], does: 'Go to settings' },
  'go.account': { scope: 'everywhere', keys: ['g a'], does: 'Go to the account' },
  'list.choose': { scope: 'list', keys: ['x', 'Space'], does: 'Choose the focused item', fixed: true },
  'list.choose-all': { scope: 'list', keys: ['Mod+a'], does: 'Choose all that match', fixed: true },
  'list.choose-none': { scope: 'list', keys: ['Escape'], does: 'Choose nothing', fixed: true },
  'table.edit': { scope: 'list', keys: ['Enter', 'F2'], does: 'In the table: edit the cell', fixed: true },
  'table.fill': { scope: 'list', keys: ['Mod+d'], does: 'In the table: fill the marked cells from above', fixed: true },
  'table.undo': { scope: 'list', keys: ['Mod+z'], does: 'In the table: take the last edit back', fixed: true },
  'table.open': { scope: 'list', keys: ['Mod+Enter'], does: 'In the table: open the item', fixed: true },
  'player.toggle': { scope: 'player', keys: ['Space', 'k', 'MediaPlayPause'], does: 'Play or pause' },
  'player.back': { scope: 'player', keys: ['ArrowLeft'], does: 'Back 5 seconds' },
  'player.forward': { scope: 'player', keys: ['ArrowRight'], does: 'Forward 5 seconds' },
  'player.back-more': { scope: 'player', keys: ['j', 'Shift+ArrowLeft', 'MediaRewind'], does: 'Skip back' },
  'player.forward-more': { scope: 'player', keys: ['l', 'Shift+ArrowRight', 'MediaFastForward'], does: 'Skip forward' },
  'player.previous': { scope: 'player', keys: ['q', 'MediaTrackPrevious'], does: 'Back to the video before' },
  'player.next': { scope: 'player', keys: ['w', 'MediaTrackNext'], does: 'On to the next video, or a random one' },
  'player.mark-back': { scope: 'player', keys: ['Mod+ArrowLeft'], does: 'Back to a marker or chapter' },
  'player.mark-forward': { scope: 'player', keys: ['Mod+ArrowRight'], does: 'On to the next marker or chapter' },
  'player.louder': { scope: 'player', keys: ['ArrowUp'], does: 'Louder' },
  'player.quieter': { scope: 'player', keys: ['ArrowDown'], does: 'Quieter' },
  'player.mute': { scope: 'player', keys: ['m'], does: 'Sound on or off' },
  'player.full-screen': { scope: 'player', keys: ['f'], does: 'Full screen' },
  'player.jump': { scope: 'player', keys: ['0', '1', '2', '3', '4', '5', '6', '7', '8', '9'], does: 'Jump to 0 % … 90 %', fixed: true },
  'player.frame-back': { scope: 'player', keys: [','], does: 'One picture back' },
  'player.frame-forward': { scope: 'player', keys: ['.'], does: 'One picture forward' },
  'player.slower': { scope: 'player', keys: ['<'], does: 'Slower' },
  'player.faster': { scope: 'player', keys: ['>'], does: 'Faster' },
  'player.usual-speed': { scope: 'player', keys: ['='], does: 'Usual speed' },
  'player.loop': { scope: 'player', keys: ['r'], does: 'Repeat: from here, up to here, no more' },
  'player.subtitles': { scope: 'player', keys: ['c'], does: 'Subtitles on or off' },
  'player.audio': { scope: 'player', keys: ['a'], does: 'Next audio track' },
  'player.turn': { scope: 'player', keys: ['t'], does: 'Turn the picture' },
  'player.aspect': { scope: 'player', keys: ['z'], does: 'Next shape of the picture' },
  'player.zoom-in': { scope: 'player', keys: ['+'], does: 'Larger picture' },
  'player.zoom-out': { scope: 'player', keys: ['-'], does: 'Smaller picture' },
  'player.vr': { scope: 'player', keys: ['v'], does: 'VR view: the film all around, or flat' },
  'player.look-left': { scope: 'player', keys: ['Alt+ArrowLeft'], does: 'In the VR view: look to the left' },
  'player.look-right': { scope: 'player', keys: ['Alt+ArrowRight'], does: 'In the VR view: look to the right' },
  'player.look-up': { scope: 'player', keys: ['Alt+ArrowUp'], does: 'In the VR view: look up' },
  'player.look-down': { scope: 'player', keys: ['Alt+ArrowDown'], does: 'In the VR view: look down' },
  'player.look-ahead': { scope: 'player', keys: ['x'], does: 'In the VR view: look straight ahead' },
  'player.picture-in-picture': { scope: 'player', keys: ['p'], does: 'Picture in picture' },
  'player.settings': { scope: 'player', keys: ['s'], does: 'Settings of the player' },
  'player.marks': { scope: 'player', keys: ['h'], does: 'Chapters and markers' },
  'timeline.zoom-in': { scope: 'player', keys: ['i'], does: 'Timeline: a smaller part of the film, to be exact' },
  'timeline.zoom-out': { scope: 'player', keys: ['o'], does: 'Timeline: more of the film' },
  'marker.create': { scope: 'player', keys: ['n'], does: 'Mark this moment' },
  'marker.end': { scope: 'player', keys: ['e'], does: 'End the last marker here' },
} as const satisfies Record<string, Shortcut>;

export type ShortcutId = keyof typeof shortcuts;
export const shortcutIds = Object.keys(shortcuts) as ShortcutId[];
export const shortcutOf = (id: ShortcutId): Shortcut => shortcuts[id];

/** The keys of every shortcut as the user has them. */
export type Bindings = Readonly<Record<ShortcutId, readonly string[]>>;

/** @param custom own keys by the name of the shortcut, one per line; an empty text takes the keys away */
export const bindingsOf = (custom: Readonly<Record<string, string>>): Bindings =>
  Object.fromEntries(
    shortcutIds.map((id) => {
      const own = shortcutOf(id).fixed ? undefined : custom[id];
      return [id, own === undefined ? shortcutOf(id).keys : own.split('\n').filter((keys) => keys !== '')];
    }),
  ) as Record<ShortcutId, readonly string[]>;

/** Own keys with one shortcut changed; what is as usual is left out. */
export function withKeys(custom: Readonly<Record<string, string>>, id: ShortcutId, keys: readonly string[]): Record<string, string> {
  const text = keys.join('\n');
  const others = Object.fromEntries(Object.entries(custom).filter(([name]) => name !== id));
  return text === shortcutOf(id).keys.join('\n') ? others : { ...others, [id]: text };
}

/** Other shortcuts that these keys would get in the way of: the same keys, or the beginning of longer ones, where both work. */
export const conflictsOf = (bindings: Bindings, id: ShortcutId, keys: string): ShortcutId[] =>
  shortcutIds.filter(
    (other) =>
      other !== id &&
      meet(shortcutOf(id).scope, shortcutOf(other).scope) &&
      bindings[other].some((taken) => taken === keys || taken.startsWith(`${keys} `) || keys.startsWith(`${taken} `)),
  );

const meet = (one: ShortcutScope, other: ShortcutScope): boolean => one === other || one === 'everywhere' || other === 'everywhere';

export interface KeyPress {
  key: string;
  shiftKey: boolean;
  ctrlKey: boolean;
  altKey: boolean;
  metaKey: boolean;
  getModifierState?: (name: 'AltGraph') => boolean;
}

/**
 * Name of a key press: `k`, `?`, `Space`, `Shift+ArrowLeft`, `Mod+k` (Ctrl or Command), `Alt+1`. Letters are lower case, and Shift counts
 * only where it does not already change the key itself.
 */
export function pressName(press: KeyPress): string {
  const { key, shiftKey } = press;
  // Many keyboards need AltGr for brackets and the like, and report it as Ctrl with Alt.
  const plain = press.getModifierState?.('AltGraph') ?? false;
  const mod = !plain && (press.ctrlKey || press.metaKey);
  const alt = !plain && press.altKey;
  const name = key === ' ' ? 'Space' : key.length === 1 ? key.toLowerCase() : key;
  const shift = shiftKey && (key.length > 1 || key === ' ' || ((mod || alt) && /\p{L}/u.test(key)));
  return `${mod ? 'Mod+' : ''}${alt ? 'Alt+' : ''}${shift ? 'Shift+' : ''}${name}`;
}

/** Keys that move, edit or leave, and what browsers keep for themselves. */
const reserved = new Set(
  ['Tab', 'Shift+Tab', 'Enter', 'Escape', 'Backspace', 'Delete', 'F5', 'F11', 'F12', 'Mod+Shift+i']
    .concat(['Control', 'Shift', 'Alt', 'Meta', 'AltGraph', 'CapsLock', 'Dead', 'Process', 'Unidentified'])
    .concat('a c v x z y t w n r l p f q j d 0 + -'.split(' ').map((key) => `Mod+${key}`)),
);
/** Whether a press may be given to a shortcut. */
export const isFree = (press: string): boolean => !reserved.has(press) && !/^(Mod\+|Alt\+|Shift\+)*(Control|Shift|Alt|Meta)$/.test(press);

type Match = { found: ShortcutId } | { prefix: string } | null;

/**
 * What a press means after those before it.
 *
 * @param active shortcuts that somebody listens for, the narrowest place first
 * @param before presses that began a longer shortcut, or nothing
 */
export function matchPress(bindings: Bindings, active: readonly ShortcutId[], before: string, press: string): Match {
  const keys = before ? `${before} ${press}` : press;
  const found = active.find((id) => bindings[id].includes(keys));
  if (found) return { found };
  return active.some((id) => bindings[id].some((longer) => longer.startsWith(`${keys} `))) ? { prefix: keys } : null;
}

const signs: Readonly<Record<string, string>> = {
  ArrowLeft: '←',
  ArrowRight: '→',
  ArrowUp: '↑',
  ArrowDown: '↓',
  Escape: 'Esc',
  MediaPlayPause: '⏯',
  MediaRewind: '⏪',
  MediaFastForward: '⏩',
  MediaTrackPrevious: '⏮',
  MediaTrackNext: '⏭',
};

/** How keys are shown, cap by cap: `Mod+k` is `Ctrl` and `K`, on Apple's machines `⌘` and `K`. */
export const keyCaps = (keys: string, apple = onApple()): string[] =>
  keys
    .split(' ')
    .flatMap((press) => press.match(/^(?:(?:Mod|Alt|Shift)\+)+|.+$/g) ?? [])
    .flatMap((part) => (/^(?:(?:Mod|Alt|Shift)\+)+$/.test(part) ? part.slice(0, -1).split('+') : [part]))
    .map((part) =>
      part === 'Mod'
        ? apple
          ? '⌘'
          : 'Ctrl'
        : part === 'Alt' && apple
          ? '⌥'
          : (signs[part] ?? (part.length === 1 ? part.toUpperCase() : part)),
    );

const onApple = (): boolean => typeof navigator !== 'undefined' && /mac|iphone|ipad/i.test(navigator.userAgent);

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
  // Sliders of ours lie from left to right; up and down lead away from them.
  if (role === 'slider') return key === 'ArrowLeft' || key === 'ArrowRight' || key === 'Home' || key === 'End';
  if (role === 'tab' || role === 'radio' || role?.startsWith('menuitem')) return key.startsWith('Arrow') || key === ' ';
  if (tag === 'BUTTON' || tag === 'A' || tag === 'SUMMARY') return key === ' ' || key === 'Enter';
  return false;
}
