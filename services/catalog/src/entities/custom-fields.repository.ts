import { Injectable } from '@nestjs/common';
import type { CustomField, EntityKind } from '@reelm/contracts';
import { Database, type Tx } from '@reelm/service-kit';
import type { CustomFieldRule } from './custom-values.js';
import { kinds } from './kinds.js';

const columns = 'id, kind, key, label, type, choices, place';

@Injectable()
export class CustomFieldsRepository {
  constructor(private readonly database: Database) {}

  list(): Promise<CustomField[]> {
    return this.database.query<CustomField>(`SELECT ${columns} FROM custom_field ORDER BY kind, place, label, id`);
  }

  /** The fields of these keys, which stay as they are until the end of the transaction. */
  hold(tx: Tx, kind: EntityKind, keys: readonly string[]): Promise<CustomFieldRule[]> {
    return tx.query<CustomFieldRule>(
      'SELECT key, type, choices FROM custom_field WHERE kind = $1 AND key = ANY ($2::text[]) ORDER BY id FOR SHARE',
      [kind, keys],
    );
  }

  /** False where the kind has a field of this key already. */
  async insert({ id, kind, key, label, type, choices, place }: CustomField): Promise<boolean> {
    const rows = await this.database.query(
      `INSERT INTO custom_field (${columns}) VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT (kind, key) DO NOTHING RETURNING id`,
      [id, kind, key, label, type, choices, place],
    );
    return rows.length > 0;
  }

  async update(id: string, change: Partial<Pick<CustomField, 'label' | 'choices' | 'place'>>): Promise<CustomField | undefined> {
    const [row] = await this.database.query<CustomField>(
      `UPDATE custom_field SET label = coalesce($2, label), choices = coalesce($3::text[], choices), place = coalesce($4, place)
       WHERE id = $1 RETURNING ${columns}`,
      [id, change.label ?? null, change.choices ?? null, change.place ?? null],
    );
    return row;
  }

  async delete(tx: Tx, id: string): Promise<Pick<CustomField, 'kind' | 'key'> | undefined> {
    const [row] = await tx.query<Pick<CustomField, 'kind' | 'key'>>('DELETE FROM custom_field WHERE id = $1 RETURNING kind, key', [id]);
    return row;
  }

  async forgetValues(tx: Tx, { kind, key }: Pick<CustomField, 'kind' | 'key'>): Promise<void> {
    await tx.query(`UPDATE ${kinds[kind].table} SET custom = custom - $1 WHERE custom <> '{}' AND custom ? $1`, [key]);
  }
}
