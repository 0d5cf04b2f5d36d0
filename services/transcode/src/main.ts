import { runService } from '@reelm/service-kit';
import { transcodeService } from './service.js';

await runService(transcodeService);
