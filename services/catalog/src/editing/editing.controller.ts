import { Controller, Req, Res } from '@nestjs/common';
import { http } from '@reelm/contracts';
import type { Request, Response } from 'express';
import { Endpoint, Input, type InputOf } from '../http/endpoint.js';
import { Leaving } from '../http/leaving.js';
import { sendArtifact } from '../media/send-artifact.js';
import { EditingService } from './editing.service.js';

@Controller()
export class EditingController {
  constructor(private readonly editing: EditingService) {}

  @Endpoint(http.planFileEdit)
  plan(@Input() { params, body }: InputOf<typeof http.planFileEdit>, @Leaving() leaving: AbortSignal) {
    return this.editing.plan(params.id, body, leaving);
  }

  @Endpoint(http.editFile)
  start(@Input() { params, body }: InputOf<typeof http.editFile>) {
    return this.editing.start(params.id, body);
  }

  @Endpoint(http.videoFrame)
  async frame(@Input() { params, query }: InputOf<typeof http.videoFrame>, @Req() request: Request, @Res() response: Response) {
    await sendArtifact(request, response, await this.editing.frame(params.id, query.at, query.file), undefined);
  }
}
