import { formatValue, formatWord, quote } from './grammar.js';
import { age, date, numbers } from './literals.js';
import type { Clause, Comparison, Condition, CustomTest, Equals, ExternalIdClause, Query, ReferenceClause, TextClause } from './tree.js';

/**
 * Writes a query in its canonical form: one spelling per meaning, fit for a URL and for chips (print each item of the outermost `and`).
 * Parsing it for the same kind of entity gives the same tree again, as long as it is within the limits of `parse`.
 */
export const print = (query: Query): string => (query.kind === 'everything' ? '' : printCondition(query));

const printCondition = (condition: Condition): string => {
  switch (condition.kind) {
    case 'and':
      return condition.items.map((item) => (item.kind === 'or' ? `(${printCondition(item)})` : printCondition(item))).join(' ');
    case 'or':
      return condition.items.map(printCondition).join(' OR ');
    case 'not':
      return condition.item.kind === 'and' || condition.item.kind === 'or'
        ? `-(${printCondition(condition.item)})`
        : `-${printCondition(condition.item)}`;
    case 'term':
      return formatWord(condition.text);
    default:
      return printClause(condition);
  }
};

const printClause = (clause: Clause): string => {
  switch (clause.kind) {
    case 'text':
      return clause.field + textOperators[clause.match] + formatValue(clause.value);
    case 'keyword':
    case 'choice':
      return `${clause.field}:${formatValue(clause.value)}`;
    case 'boolean':
      return `${clause.field}:${clause.value}`;
    case 'number':
      return clause.field + printComparison(clause.test, numbers[clause.type].write);
    case 'date':
      return clause.field + printComparison(clause.test, date.write);
    case 'age':
      return clause.field + printComparison(clause.test, age.write);
    case 'hash':
      return `${clause.field}:${clause.value}${clause.distance > 0 ? `~${clause.distance}` : ''}`;
    case 'externalid':
      return `${clause.field}:${formatValue(printExternalId(clause))}`;
    case 'reference':
      return clause.field + printDepth(clause) + formatValue(clause.value);
    case 'relation':
      return isClause(clause.item) ? `${clause.field}.${printClause(clause.item)}` : `${clause.field}:(${printCondition(clause.item)})`;
    case 'custom':
      return `custom.${clause.key}${printCustom(clause.test)}`;
    case 'null':
      return `${clause.field}:${clause.present ? 'any' : 'none'}`;
  }
};

const isClause = (condition: Condition): condition is Clause =>
  condition.kind !== 'and' && condition.kind !== 'or' && condition.kind !== 'not' && condition.kind !== 'term';

const textOperators: Readonly<Record<TextClause['match'], string>> = { contains: ':', equals: '=', regex: ':~' };

const printExternalId = ({ endpoint, id }: ExternalIdClause): string => `${endpoint === null ? '' : `${endpoint}|`}${id ?? ''}`;

const printDepth = ({ depth }: ReferenceClause): string => {
  if (depth === null) return ':';
  return depth === 0 ? '=' : `+${depth}:`;
};

const printCustom = (test: CustomTest): string => {
  switch (test.op) {
    case 'null':
      return test.present ? ':any' : ':none';
    case 'contains':
    case 'equals':
    case 'regex':
      // Unquoted, two points make a range.
      return textOperators[test.op] + (test.value.includes('..') ? quote(test.value) : formatValue(test.value));
    default:
      return printComparison(test, (value) => (test.op === 'between' ? value : formatValue(value)));
  }
};

const printComparison = <V>(test: Equals<V> | Comparison<V>, write: (value: V) => string): string => {
  switch (test.op) {
    case 'equals':
      return `:${write(test.value)}`;
    case 'less':
      return `<${write(test.value)}`;
    case 'atMost':
      return `<=${write(test.value)}`;
    case 'greater':
      return `>${write(test.value)}`;
    case 'atLeast':
      return `>=${write(test.value)}`;
    case 'between':
      return `:${write(test.from)}..${write(test.to)}`;
  }
};
