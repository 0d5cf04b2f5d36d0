import { runService } from '@reelm/service-kit';
import { stashBoxService } from './service.js';

await runService(stashBoxService);
