import type { KeyboardEvent } from 'react';

/**
 * Arrow keys walk along the cards of a row and from row to row, staying above or below where one was. @returns whether the key led somewhere
 */
export function moveInRows(
  container: HTMLElement,
  event: Pick<KeyboardEvent, 'key' | 'target' | 'ctrlKey' | 'altKey' | 'metaKey'>,
): boolean {
  if (event.ctrlKey || event.altKey || event.metaKey) return false;
  const card = (event.target as HTMLElement).closest<HTMLElement>('[data-card]');
  const row = card?.closest<HTMLElement>('[data-row]');
  if (!card || !row) return false;
  const target = targetOf(event.key, container, row, card);
  if (!target) return false;
  target.focus({ preventScroll: true });
  target.closest('[role="listitem"]')?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
  target.closest('[data-row]')?.scrollIntoView({ block: 'nearest' });
  return true;
}

const cardsOf = (row: HTMLElement): HTMLElement[] => [...row.querySelectorAll<HTMLElement>('[data-card]')];

function targetOf(key: string, container: HTMLElement, row: HTMLElement, card: HTMLElement): HTMLElement | undefined {
  const cards = cardsOf(row);
  const at = cards.indexOf(card);
  const rows = [...container.querySelectorAll<HTMLElement>('[data-row]')];
  const rowAt = rows.indexOf(row);
  switch (key) {
    case 'ArrowLeft':
      return cards[at - 1];
    case 'ArrowRight':
      return cards[at + 1];
    case 'Home':
      return cards[0];
    case 'End':
      return cards.at(-1);
    case 'ArrowUp':
      return nearest(rows[rowAt - 1], card);
    case 'ArrowDown':
      return nearest(rows[rowAt + 1], card);
    default:
      return undefined;
  }
}

/** The card of another row that is straight above or below. */
function nearest(row: HTMLElement | undefined, card: HTMLElement): HTMLElement | undefined {
  if (!row) return undefined;
  const middle = middleOf(card);
  return cardsOf(row).sort((one, other) => Math.abs(middleOf(one) - middle) - Math.abs(middleOf(other) - middle))[0];
}
const middleOf = (element: HTMLElement): number => {
  const { left, width } = element.getBoundingClientRect();
  return left + width / 2;
};
