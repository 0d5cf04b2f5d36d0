import { Module } from '@nestjs/common';
import { IdentifyJob } from './identify/identify.job.js';
import { FoldersRepository } from './libraries/folders.repository.js';
import { InitialLibraries } from './libraries/initial-libraries.js';
import { LibrariesController } from './libraries/libraries.controller.js';
import { LibrariesRepository } from './libraries/libraries.repository.js';
import { LibrariesService } from './libraries/libraries.service.js';
import { LibraryPresence } from './libraries/library-presence.js';
import { MovedLibraryCheck } from './libraries/moved-library-check.js';
import { IngestPrisma } from './prisma.js';
import { LibraryWriter } from './placing/library-writer.repository.js';
import { PlaceJob } from './placing/place.job.js';
import { PlacementsRepository } from './placing/placements.repository.js';
import { PlacingController } from './placing/placing.controller.js';
import { PlacingService } from './placing/placing.service.js';
import { TrashController } from './trash/trash.controller.js';
import { TrashEmptying } from './trash/trash-emptying.js';
import { TrashRepository } from './trash/trash.repository.js';
import { TrashService } from './trash/trash.service.js';
import { Collector } from './scan/collector.js';
import { DiskRepository } from './scan/disk.repository.js';
import { FilesRepository } from './scan/files.repository.js';
import { Resolver } from './scan/resolver.js';
import { Retirement } from './scan/retirement.js';
import { RootCheck } from './scan/root-check.js';
import { ScanJob } from './scan/scan.job.js';
import { ScanRequestsRepository } from './scan/scan-requests.repository.js';
import { ScanService } from './scan/scan.service.js';
import { ScanWriter } from './scan/scan-writer.js';
import { WorkSheetRepository } from './scan/work-sheet.repository.js';
import { WatchService } from './watch/watch.service.js';

/** Library folders: what is in them, and what becomes of it. */
@Module({
  controllers: [LibrariesController, PlacingController, TrashController],
  providers: [
    IngestPrisma,
    LibrariesRepository,
    LibrariesService,
    FoldersRepository,
    LibraryPresence,
    MovedLibraryCheck,
    InitialLibraries,
    FilesRepository,
    WorkSheetRepository,
    ScanRequestsRepository,
    DiskRepository,
    ScanWriter,
    RootCheck,
    Collector,
    Resolver,
    Retirement,
    ScanService,
    ScanJob,
    IdentifyJob,
    LibraryWriter,
    PlacementsRepository,
    PlacingService,
    PlaceJob,
    TrashRepository,
    TrashService,
    TrashEmptying,
    WatchService,
  ],
})
export class IngestModule {}
