import type { FieldDefinition } from '@reelm/query-language';

/** Comparisons that the editor of a field offers; `:` with a range stands for "between". */
export function operatorsFor(field: FieldDefinition): readonly string[] {
  switch (field.type) {
    case 'text':
      return [':', '=', ':~'];
    case 'integer':
    case 'decimal':
    case 'duration':
    case 'size':
    case 'bitrate':
    case 'resolution':
    case 'date':
      return [':', '>=', '<=', '>', '<'];
    case 'reference':
      return field.hierarchy ? [':', '='] : [':'];
    default:
      return [':'];
  }
}

export function placeholderFor(field: FieldDefinition): string {
  switch (field.type) {
    case 'duration':
      return '10m, 1h30m or 10m..1h';
    case 'size':
      return '500MB or 1GB..4GB';
    case 'bitrate':
      return '5Mbps';
    case 'resolution':
      return '1080p';
    case 'date':
      return '2019, 2019-06 or 2018..2020';
    case 'integer':
      return field.max === 100 ? '80 or 60..80' : '3 or 2..5';
    case 'relation':
      return '(rating>80)';
    default:
      return '';
  }
}

/** The two ends of a range that is being written; null where one value is. */
export function rangeOf(field: FieldDefinition, text: string): [from: string, to: string] | null {
  if (field.type === 'text' || !text.includes('..')) return null;
  const at = text.indexOf('..');
  return [text.slice(0, at), text.slice(at + 2)];
}

interface QuickValue {
  label: string;
  operator: string;
  value: string;
}

/** What is asked for most often, at one click. */
export function quickValues(field: FieldDefinition): readonly QuickValue[] {
  switch (field.type) {
    case 'date':
      return [
        { label: 'last week', operator: '<', value: '7d' },
        { label: 'last month', operator: '<', value: '30d' },
        { label: 'last year', operator: '<', value: '1y' },
      ];
    case 'duration':
      return [
        { label: 'under 10 min', operator: '<', value: '10m' },
        { label: '10 min to 1 h', operator: ':', value: '10m..1h' },
        { label: 'over 1 h', operator: '>', value: '1h' },
      ];
    case 'resolution':
      return ['720p', '1080p', '4k'].map((value) => ({ label: `${value} or more`, operator: '>=', value }));
    case 'integer':
      return field.max === 100 ? ['60', '80', '90'].map((value) => ({ label: `${value} or more`, operator: '>=', value })) : [];
    default:
      return [];
  }
}
