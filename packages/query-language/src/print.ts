import { formatValue, formatWord } from './grammar.js';
import { age, date, numbers } from './literals.js';
import type { Clause, Comparison, Condition, Equals, Query } from './tree.js';

/**
 * Writes a query in its canonical form: one spelling per meaning, fit for a URL and for chips (print each item of the outermost `and`).
 * Parsing it with the same fields gives the same tree again, as long as it is within the length that `parse` takes.
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
    case 'text':
    case 'keyword':
    case 'choice':
    case 'boolean':
    case 'number':
    case 'date':
    case 'age':
      return condition.field + printTest(condition);
  }
};

const printTest = (clause: Clause): string => {
  switch (clause.kind) {
    case 'text':
    case 'keyword':
    case 'choice':
      return `:${formatValue(clause.value)}`;
    case 'boolean':
      return `:${clause.value}`;
    case 'number':
      return printComparison(clause.test, numbers[clause.type].write);
    case 'date':
      return printComparison(clause.test, date.write);
    case 'age':
      return printComparison(clause.test, age.write);
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
