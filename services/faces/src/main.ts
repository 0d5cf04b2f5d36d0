import { runService } from '@reelm/service-kit';
import { facesService } from './service.js';

await runService(facesService);
