import { Injectable } from '@nestjs/common';
import type { CoPerformer, Performer } from '@reelm/contracts';
import { Database } from '@reelm/service-kit';
import { describedColumns, namedColumns, toDescribed, toNamed, type DescribedRow, type NamedRow } from '../entities/detail.js';
import type { Condition } from '../search/search.service.js';
import { performerCard, type PerformerRow } from './card.js';

interface PerformerDetailRow
  extends
    PerformerRow,
    DescribedRow,
    NamedRow,
    Pick<
      Performer,
      | 'deathDate'
      | 'ethnicity'
      | 'eyeColour'
      | 'hairColour'
      | 'heightCm'
      | 'weightKg'
      | 'measurements'
      | 'breastType'
      | 'penisLengthCm'
      | 'circumcised'
      | 'tattoos'
      | 'piercings'
      | 'careerStart'
      | 'careerEnd'
    > {
  version: number;
}

const columns = `${performerCard.columns}, ${describedColumns('p')}, ${namedColumns('p')}, p.death_date AS "deathDate", p.ethnicity,
  p.eye_colour AS "eyeColour", p.hair_colour AS "hairColour", p.height_cm AS "heightCm", p.weight_kg AS "weightKg", p.measurements,
  p.breast_type AS "breastType", p.penis_length_cm AS "penisLengthCm", p.circumcised, p.tattoos, p.piercings, p.career_start AS "careerStart",
  p.career_end AS "careerEnd"`;

const toPerformer = (row: PerformerDetailRow): Performer => ({
  ...performerCard.toCard(row),
  ...toDescribed(row),
  ...toNamed(row),
  deathDate: row.deathDate,
  ethnicity: row.ethnicity,
  eyeColour: row.eyeColour,
  hairColour: row.hairColour,
  heightCm: row.heightCm,
  weightKg: row.weightKg,
  measurements: row.measurements,
  breastType: row.breastType,
  penisLengthCm: row.penisLengthCm,
  circumcised: row.circumcised,
  tattoos: row.tattoos,
  piercings: row.piercings,
  careerStart: row.careerStart,
  careerEnd: row.careerEnd,
});

@Injectable()
export class PerformersRepository {
  constructor(private readonly database: Database) {}

  async find(id: string): Promise<Performer | undefined> {
    const [row] = await this.database.query<PerformerDetailRow>(`SELECT ${columns} FROM performer p WHERE p.id = $1`, [id]);
    return row && toPerformer(row);
  }

  /**
   * Who appears in listed videos together with a performer, most often first.
   * @param visible condition on `video v` with placeholders from `$3` on
   */
  async with(id: string, limit: number, visible: Condition): Promise<CoPerformer[]> {
    const rows = await this.database.query<PerformerRow & { together: number }>(
      `WITH other AS (
         SELECT other.id, count(*) AS together
         FROM video v CROSS JOIN unnest(v.performer_ids) AS other (id)
         WHERE v.listed AND v.performer_ids <> '{}' AND v.performer_ids @> ARRAY[$1::uuid] AND other.id <> $1 AND ${visible.sql}
         GROUP BY other.id
       )
       SELECT ${performerCard.columns}, other.together FROM other JOIN performer p ON p.id = other.id
       ORDER BY other.together DESC, p.sort_name, p.id LIMIT $2`,
      [id, limit, ...visible.values],
    );
    return rows.map(({ together, ...row }) => ({ performer: performerCard.toCard(row), videos: together }));
  }
}
