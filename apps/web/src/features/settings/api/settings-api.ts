import { settingsHttp } from '@reelm/contracts';
import { call } from '@/lib/api';
import type { SettingsChange } from '@/lib/settings';

export const settingsKeys = { own: ['settings'] as const };

export const getSettings = (signal?: AbortSignal) => call(settingsHttp.getSettings, {}, { signal });
export const updateSettings = (body: SettingsChange) => call(settingsHttp.updateSettings, { body });
