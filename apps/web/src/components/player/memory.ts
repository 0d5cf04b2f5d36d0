/** Volume, and where each film was left in this tab. Without storage nothing is remembered and nothing breaks. */
const soundKey = 'reelm-sound';

export interface Sound {
  volume: number;
  muted: boolean;
}

export function rememberedSound(): Sound {
  const [volume, muted] = (read(localStorage, soundKey) ?? '').split('/');
  const value = Number(volume);
  return { volume: volume && value >= 0 && value <= 1 ? value : 1, muted: muted === 'muted' };
}
export const rememberSound = ({ volume, muted }: Sound): void => write(localStorage, soundKey, `${volume}/${muted ? 'muted' : ''}`);

export const rememberedTime = (id: string): number => Number(read(sessionStorage, `reelm-time-${id}`) ?? 0) || 0;
export const rememberTime = (id: string, seconds: number): void => write(sessionStorage, `reelm-time-${id}`, seconds.toFixed(2));

function read(storage: Storage, key: string): string | null {
  try {
    return storage.getItem(key);
  } catch {
    return null;
  }
}

function write(storage: Storage, key: string, value: string): void {
  try {
    storage.setItem(key, value);
  } catch {
    // Full or forbidden: not worth a word to the user.
  }
}
