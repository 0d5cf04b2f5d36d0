import { runService } from '@reelm/service-kit';
import { ingestService } from './service.js';

await runService(ingestService);
