import { expect, it, vi } from 'vitest';
import { ToolsRepository } from './tools.repository.js';

// In a file of its own: fluent-ffmpeg remembers for the life of the process what it found, or not.
it('says which tool is missing', async () => {
  vi.stubEnv('PATH', '/nowhere');
  await expect(new ToolsRepository().find()).rejects.toMatchObject({ code: 'media.tool_missing', details: { tool: 'ffmpeg' } });
  vi.unstubAllEnvs();
});
