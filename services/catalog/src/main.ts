import { runService } from '@reelm/service-kit';
import { catalogService } from './service.js';

await runService(catalogService);
