/** What the operators of the query language are called on chips and in menus. */
const names: Readonly<Record<string, { sign: string; name: string }>> = {
  ':': { sign: '', name: 'is' },
  '=': { sign: 'exactly', name: 'is exactly' },
  ':~': { sign: 'matches', name: 'matches the pattern' },
  '>=': { sign: '≥', name: 'at least' },
  '<=': { sign: '≤', name: 'at most' },
  '>': { sign: '>', name: 'more than' },
  '<': { sign: '<', name: 'less than' },
};

const levels = /^\+(\d+):$/;

export const shownOperator = (operator: string): string => {
  const depth = levels.exec(operator)?.[1];
  return depth === undefined ? (names[operator]?.sign ?? operator) : `to level ${depth}`;
};
export const operatorName = (operator: string): string => names[operator]?.name ?? operator;
