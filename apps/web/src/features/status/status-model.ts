import type { DependencyState, SystemStatus, Warning } from '@reelm/contracts';

export const isAllUp = ({ broker, services }: SystemStatus): boolean =>
  [broker, ...services, ...services.flatMap(({ dependencies }) => dependencies)].every(({ state }) => state === 'up');

/** How what all services stand on looks to the one that fares worst with it. */
export function worstOf({ services }: SystemStatus, name: string): DependencyState['state'] {
  const states = services.flatMap(({ dependencies }) => dependencies.filter((one) => one.name === name).map(({ state }) => state));
  return states.find((state) => state === 'down') ?? states.find((state) => state === 'degraded') ?? 'up';
}

/** What does not work now goes before what could be better. */
const isUrgent = ({ code }: Warning): boolean => code.startsWith('service.');

/** Each once, though several services may tell it. */
export function allWarnings({ warnings, services }: SystemStatus): Warning[] {
  const all = [...warnings, ...services.flatMap((service) => service.warnings)];
  return all
    .filter((warning, index) => all.findIndex(({ code, message }) => code === warning.code && message === warning.message) === index)
    .toSorted((one, other) => Number(isUrgent(other)) - Number(isUrgent(one)));
}
