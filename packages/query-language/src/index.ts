export { completeAt, type Completion, type CompletionItem, type Wanted } from './complete.js';
export type { QueryError, QueryErrorCode } from './errors.js';
export {
  entityFields,
  type EntityKind,
  type FieldDefinition,
  type FieldName,
  type Fields,
  type FieldType,
  type Lackable,
  lackable,
} from './fields.js';
export { formatValue } from './grammar.js';
export { dateInterval, type Interval, numberInterval } from './interval.js';
export { queryLimits } from './limits.js';
export { parse, type ParseResult } from './parse.js';
export { print } from './print.js';
export * from './tree.js';
export { type CustomType, readCustom, type Refusal } from './values.js';
