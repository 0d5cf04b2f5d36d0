import { expect, it } from 'vitest';
import { ToolsRepository } from '../media/tools.repository.js';
import { softwareEncoder } from './encoder.js';
import { EncoderTrialRepository } from './encoder-trial.repository.js';

const trials = new EncoderTrialRepository(new ToolsRepository());

it('passes what encodes with keyframes where they are wanted', async () => {
  expect(await trials.encode(softwareEncoder(2))).not.toBeNull();
});

it('fails hardware that is not there, whatever ffmpeg can do', async () => {
  expect(await trials.encode({ name: 'h264_vaapi', preset: 'hardware', decoder: null, device: '/dev/dri/no-such-device' })).toBeNull();
});
