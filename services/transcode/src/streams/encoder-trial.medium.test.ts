import { expect, it } from 'vitest';
import { ToolsRepository } from '../media/tools.repository.js';
import { softwareEncoder } from './encoder.js';
import { EncoderTrialRepository } from './encoder-trial.repository.js';

const trials = new EncoderTrialRepository(new ToolsRepository());

it('passes what encodes with keyframes where they are wanted', async () => {
  expect((await trials.encode(softwareEncoder(2))).problem).toBeNull();
});

it('fails hardware that is not there, whatever ffmpeg can do', async () => {
  const { film } = await trials.encode({ name: 'h264_vaapi', preset: 'hardware', decoder: null, device: '/dev/dri/no-such-device' });
  expect(film).toBeNull();
});

it('tells what came of each kind of hardware', async () => {
  const nothing = { name: 'h264_nvenc', hardware: 'Absent', device: ['/dev', /^no-such-device$/], decoder: null } as const;
  const useless = { name: 'h264_vaapi', hardware: 'Useless', device: ['/dev', /^null$/], decoder: 'vaapi' } as const;
  const [absent, failing] = await trials.tryAll([nothing, useless]);
  expect(absent).toEqual({ hardware: 'Absent', outcome: 'not found on this machine', encoder: null });
  expect(failing).toMatchObject({ hardware: 'Useless', outcome: expect.stringMatching(/^\/dev\/null does not work: \w/), encoder: null });
});
