import { z } from 'zod';

const chosen = {
  theme: z.enum(['system', 'dark', 'light']),
  blur: z.boolean().describe('Pictures are blurred until pointed at'),
  shortcuts: z.record(z.string().max(100), z.string().max(50)).describe('Keys by the name of the action, where not the usual ones'),
  home: z.array(z.string().max(100)).max(50).nullable().describe('Rows of the home page in order: built-in names or ids of saved views'),
  relevance: z.record(z.string().max(50), z.number()).describe('Weights of the order `relevance`'),
  skipSeconds: z.number().int().min(1).max(600),
};
/** What a user chose for the web UI, the same on every device. The server keeps it and knows nothing of it but its shape. */
export const UserSettings = z.object({
  theme: chosen.theme.default('system'),
  blur: chosen.blur.default(false),
  shortcuts: chosen.shortcuts.default({}),
  home: chosen.home.default(null),
  relevance: chosen.relevance.default({}),
  skipSeconds: chosen.skipSeconds.default(10),
});
export type UserSettings = z.infer<typeof UserSettings>;
export const UserSettingsUpdate = z.object(chosen).partial().strict();
