import { Module } from '@nestjs/common';
import { SERVICE_CONFIG } from '@reelm/service-kit';
import { AnalysisController } from './analysis/analysis.controller.js';
import { AnalysisJob } from './analysis/analysis.job.js';
import { AnalysisRepository } from './analysis/analysis.repository.js';
import { AnalysisService } from './analysis/analysis.service.js';
import { VanishedFiles } from './analysis/vanished-files.js';
import { ArtifactStore } from './artifacts/artifact-store.js';
import { ObsoleteObjectsRepository } from './artifacts/obsolete-objects.repository.js';
import { Sweeper } from './artifacts/sweeper.js';
import type { TranscodeConfig } from './config.js';
import { CoverJob } from './covers/cover.job.js';
import { CoverQueueService } from './covers/cover-queue.service.js';
import { CoversRepository } from './covers/covers.repository.js';
import { ClipsService } from './extras/clips.service.js';
import { EditJob } from './edits/edit.job.js';
import { ConversionEstimates } from './edits/conversion-estimates.service.js';
import { ConversionsRepository } from './edits/conversions.repository.js';
import { EditMaker } from './edits/edit.maker.js';
import { EditSampler } from './edits/edit.sampler.js';
import { EditMediaRepository } from './edits/edit-media.repository.js';
import { EditsController } from './edits/edits.controller.js';
import { EditsService } from './edits/edits.service.js';
import { ExtraQueueService } from './extras/extra-queue.service.js';
import { ExtrasController } from './extras/extras.controller.js';
import { ExtrasJob } from './extras/extras.job.js';
import { ExtrasRepository } from './extras/extras.repository.js';
import { ExtrasService } from './extras/extras.service.js';
import { FramesService } from './extras/frames.service.js';
import { FilesController } from './files/files.controller.js';
import { FilesRepository } from './files/files.repository.js';
import { FilesService } from './files/files.service.js';
import { SourcesService } from './files/sources.service.js';
import { FingerprintJob } from './fingerprints/fingerprint.job.js';
import { FingerprintQueueService } from './fingerprints/fingerprint-queue.service.js';
import { FingerprintsRepository } from './fingerprints/fingerprints.repository.js';
import { FingerprintsService } from './fingerprints/fingerprints.service.js';
import { GenerateController } from './generate/generate.controller.js';
import { GenerateService } from './generate/generate.service.js';
import { TidyRepository } from './generate/tidy.repository.js';
import { TidyService } from './generate/tidy.service.js';
import { ExtraMediaRepository } from './media/extra-media.repository.js';
import { FfmpegRepository } from './media/ffmpeg.repository.js';
import { SourceRepository } from './media/source.repository.js';
import { ToolsRepository } from './media/tools.repository.js';
import { ToolsStatus } from './media/tools-status.js';
import { EncoderTrialRepository } from './streams/encoder-trial.repository.js';
import { EncoderService } from './streams/encoder.service.js';
import { PlaybackController } from './streams/playback.controller.js';
import { PlaybackService } from './streams/playback.service.js';
import { SegmentStore } from './streams/segment-store.repository.js';
import { StreamFilesService } from './streams/stream-files.service.js';
import { StreamSourcesRepository } from './streams/stream-sources.repository.js';
import { StreamToolsRepository } from './streams/stream-tools.repository.js';
import { StreamsController } from './streams/streams.controller.js';
import { StreamsService } from './streams/streams.service.js';
import { PreviewMaker } from './preview/preview.maker.js';
import { SamplesService } from './settings/samples.service.js';
import { SettingsController } from './settings/settings.controller.js';
import { SettingsRepository } from './settings/settings.repository.js';
import { SettingsService } from './settings/settings.service.js';
import { SubtitlesMaker } from './subtitles/subtitles.maker.js';
import { TimelineMaker } from './timeline/timeline.maker.js';
import { TranscodePrisma } from './prisma.js';
import { scratchFolder } from './scratch.js';

@Module({
  controllers: [
    FilesController,
    AnalysisController,
    ExtrasController,
    GenerateController,
    SettingsController,
    PlaybackController,
    StreamsController,
    EditsController,
  ],
  providers: [
    TranscodePrisma,
    FilesRepository,
    FilesService,
    ToolsRepository,
    SourceRepository,
    SourcesService,
    {
      provide: FfmpegRepository,
      inject: [ToolsRepository, SERVICE_CONFIG],
      useFactory: (tools: ToolsRepository, config: TranscodeConfig) => new FfmpegRepository(tools, scratchFolder(config)),
    },
    ObsoleteObjectsRepository,
    ArtifactStore,
    AnalysisRepository,
    AnalysisService,
    AnalysisJob,
    FingerprintsRepository,
    FingerprintsService,
    FingerprintQueueService,
    FingerprintJob,
    ExtraMediaRepository,
    ExtrasRepository,
    ExtrasService,
    ExtraQueueService,
    PreviewMaker,
    TimelineMaker,
    SubtitlesMaker,
    ExtrasJob,
    CoversRepository,
    CoverQueueService,
    CoverJob,
    FramesService,
    ClipsService,
    GenerateService,
    TidyRepository,
    TidyService,
    SettingsRepository,
    SettingsService,
    SamplesService,
    Sweeper,
    VanishedFiles,
    ToolsStatus,
    StreamSourcesRepository,
    StreamToolsRepository,
    StreamFilesService,
    EncoderTrialRepository,
    EncoderService,
    {
      provide: SegmentStore,
      inject: [SERVICE_CONFIG],
      useFactory: (config: TranscodeConfig) => new SegmentStore(scratchFolder(config), config.REELM_STREAM_SCRATCH_MB * 1024 ** 2),
    },
    StreamsService,
    PlaybackService,
    EditMediaRepository,
    ConversionsRepository,
    EditSampler,
    ConversionEstimates,
    EditMaker,
    EditsService,
    EditJob,
  ],
})
export class TranscodeModule {}
