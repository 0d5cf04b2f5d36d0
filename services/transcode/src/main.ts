import { countBuffersWithHeap, runService } from '@reelm/service-kit';
import { transcodeService } from './service.js';

countBuffersWithHeap();
await runService(transcodeService);
