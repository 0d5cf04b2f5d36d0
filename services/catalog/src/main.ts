import { countBuffersWithHeap, runService } from '@reelm/service-kit';
import { catalogService } from './service.js';

countBuffersWithHeap();
await runService(catalogService);
