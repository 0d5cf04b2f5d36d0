import { Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { errorMessage, type DependencyState } from '@reelm/contracts';
import { Log, StatusRegistry } from '@reelm/service-kit';
import { FaceDetector } from '../detector/detector.js';
import { detectorFiles, ModelsRepository } from '../detector/models.repository.js';
import { DetectionService } from './detection.service.js';

/** Says on the status page whether faces can be looked for, and sets to work what waited for models. */
@Injectable()
export class ModelsStatus implements OnApplicationBootstrap {
  constructor(
    private readonly models: ModelsRepository,
    private readonly detector: FaceDetector,
    private readonly detection: DetectionService,
    private readonly status: StatusRegistry,
    private readonly log: Log,
  ) {}

  async onApplicationBootstrap(): Promise<void> {
    this.status.addDependency('models', () => this.check());
    const { state } = await this.check();
    if (state === 'down') this.log.warning({}, this.remedy());
    // A big library takes a while to enqueue, and the service need not wait with serving.
    else void this.enqueueWaiting();
  }

  private async enqueueWaiting(): Promise<void> {
    try {
      const files = await this.detection.enqueueWaiting();
      if (files > 0) this.log.info({ files }, 'files that waited for face models are looked at now');
    } catch (error) {
      this.log.failure(error, 'files that waited for face models could not be enqueued; the next start tries again');
    }
  }

  private async check(): Promise<DependencyState> {
    const path = await this.detector.modelPath();
    const problem = this.detector.problem;
    this.status.setWarning('faces.models_missing', path === null ? { code: 'faces.models_missing', message: this.remedy() } : null);
    if (path === null) return { name: 'models', state: 'down', detail: this.remedy() };
    if (problem !== null) return { name: 'models', state: 'down', detail: errorMessage('faces.model_unusable', { file: path, problem }) };
    return { name: 'models', state: 'up', detail: path };
  }

  private remedy(): string {
    const { folder } = this.models;
    if (folder === undefined) return errorMessage('faces.models_missing');
    return `REELM_FACE_MODELS names ${folder}, but none of ${detectorFiles.join(', ')} can be read there. Put one of them there and start again.`;
  }
}
