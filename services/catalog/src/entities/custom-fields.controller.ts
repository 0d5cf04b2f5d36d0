import { Controller } from '@nestjs/common';
import { http } from '@reelm/contracts';
import { Endpoint, Input, type InputOf } from '../http/endpoint.js';
import { CustomFieldsService } from './custom-fields.service.js';

@Controller()
export class CustomFieldsController {
  constructor(private readonly fields: CustomFieldsService) {}

  @Endpoint(http.listCustomFields)
  async list() {
    return { items: await this.fields.list(), nextCursor: null };
  }

  @Endpoint(http.createCustomField)
  create(@Input() { body }: InputOf<typeof http.createCustomField>) {
    return this.fields.create(body);
  }

  @Endpoint(http.updateCustomField)
  update(@Input() { params, body }: InputOf<typeof http.updateCustomField>) {
    return this.fields.update(params.id, body);
  }

  @Endpoint(http.deleteCustomField)
  remove(@Input() { params }: InputOf<typeof http.deleteCustomField>) {
    return this.fields.remove(params.id);
  }
}
