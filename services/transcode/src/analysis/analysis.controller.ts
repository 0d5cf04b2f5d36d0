import { Controller } from '@nestjs/common';
import { Payload } from '@nestjs/microservices';
import { rpcs, type Job, type RpcInput } from '@reelm/contracts';
import { OnRpc } from '@reelm/service-kit';
import { FilesService } from '../files/files.service.js';

@Controller()
export class AnalysisController {
  constructor(private readonly files: FilesService) {}

  @OnRpc(rpcs.analyzeFile)
  analyzeFile(@Payload() { fileId }: RpcInput<typeof rpcs.analyzeFile>): Promise<Job> {
    return this.files.analyzeAgain(fileId);
  }
}
