import { Injectable } from '@nestjs/common';
import type { BodyOf, CustomField, http } from '@reelm/contracts';
import { AppError, Database, newId } from '@reelm/service-kit';
import { CustomFieldsRepository } from './custom-fields.repository.js';

/** Fields that the owner of the library added. Values that stand there already are kept when the choices change. */
@Injectable()
export class CustomFieldsService {
  constructor(
    private readonly fields: CustomFieldsRepository,
    private readonly database: Database,
  ) {}

  list(): Promise<CustomField[]> {
    return this.fields.list();
  }

  /** @throws AppError `custom_field.key_taken` */
  async create(body: BodyOf<typeof http.createCustomField>): Promise<CustomField> {
    const field = { id: newId(), ...body };
    if (!(await this.fields.insert(field))) throw new AppError('custom_field.key_taken', { kind: field.kind, key: field.key });
    return field;
  }

  /** @throws AppError `custom_field.not_found` */
  async update(id: string, { label, choices, place }: BodyOf<typeof http.updateCustomField>): Promise<CustomField> {
    const field = await this.fields.update(id, {
      ...(label === undefined ? {} : { label }),
      ...(choices === undefined ? {} : { choices }),
      ...(place === undefined ? {} : { place }),
    });
    if (field === undefined) throw new AppError('custom_field.not_found');
    return field;
  }

  /** Removes a field with all its values. @throws AppError `custom_field.not_found` */
  async remove(id: string): Promise<void> {
    await this.database.transaction(async (tx) => {
      const field = await this.fields.delete(tx, id);
      if (field === undefined) throw new AppError('custom_field.not_found');
      await this.fields.forgetValues(tx, field);
    });
  }
}
