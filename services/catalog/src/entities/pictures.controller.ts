import { Controller, Req, Res } from '@nestjs/common';
import { http } from '@reelm/contracts';
import type { Request, Response } from 'express';
import { Endpoint, Input, type InputOf } from '../http/endpoint.js';
import { sendArtifact } from '../media/send-artifact.js';
import { PicturesService } from './pictures.service.js';

@Controller()
export class PicturesController {
  constructor(private readonly pictures: PicturesService) {}

  @Endpoint(http.getPicture)
  async get(@Input() { params, query }: InputOf<typeof http.getPicture>, @Req() request: Request, @Res() response: Response) {
    await sendArtifact(request, response, await this.pictures.open(params.id), query.v);
  }

  @Endpoint(http.deletePicture)
  remove(@Input() { params }: InputOf<typeof http.deletePicture>) {
    return this.pictures.remove(params.id);
  }
}
