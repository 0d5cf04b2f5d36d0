import { UserSettings, UserSettingsUpdate } from '../entities/settings.js';
import { endpoint, viewer } from './endpoint.js';

/** What each user chose for the web UI. */
export const settingsHttp = {
  getSettings: endpoint('GET', '/api/settings', viewer, 'What the asking user chose for the web UI', { response: UserSettings }),
  updateSettings: endpoint('PATCH', '/api/settings', viewer, 'Change some of it', { body: UserSettingsUpdate, response: UserSettings }),
} as const;
