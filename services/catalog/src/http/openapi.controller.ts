import { Controller } from '@nestjs/common';
import { http } from '@reelm/contracts';
import { Endpoint } from './endpoint.js';
import { openApiDocument } from './openapi.js';

@Controller()
export class OpenApiController {
  private readonly document = openApiDocument(http);

  @Endpoint(http.openapi)
  openapi() {
    return this.document;
  }
}
