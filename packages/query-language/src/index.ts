export { completeAt, type Completion, type CompletionItem } from './complete.js';
export type { QueryError, QueryErrorCode } from './errors.js';
export { type FieldDefinition, type Fields, type FieldType, type VideoField, videoFields } from './fields.js';
export { formatValue } from './grammar.js';
export { dateInterval, type Interval, numberInterval } from './interval.js';
export { parse, type ParseResult, queryLimits } from './parse.js';
export { print } from './print.js';
export * from './tree.js';
