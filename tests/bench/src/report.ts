import { goalText, shown, verdict, type Figure } from './figure.js';

/** The computer, as far as it matters for the numbers. */
export interface Machine {
  cores: number;
  processor: string;
  memoryGiB: number;
  node: string;
  ffmpeg: string;
}

export interface Section {
  name: string;
  title: string;
  /** How it was measured. */
  method: string;
  measuredAt: string;
  machine: Machine;
  /** Smaller amounts than the goals speak of. */
  quick: boolean;
  figures: Figure[];
}

const row = (figure: Figure): string => {
  const judged = verdict(figure);
  const cells = [
    figure.what,
    `${shown(figure.value)} ${figure.unit}`,
    goalText(figure.goal, figure.unit),
    judged === 'no goal' ? '' : judged === 'short' ? '**short**' : judged,
    figure.note ?? '',
  ];
  return `| ${cells.join(' | ')} |`;
};

const machineText = ({ cores, processor, memoryGiB, node, ffmpeg }: Machine): string =>
  `${cores} cores (${processor}), ${memoryGiB} GiB memory, Node ${node}, ffmpeg ${ffmpeg}`;

const sectionText = ({ title, method, measuredAt, machine, quick, figures }: Section): string =>
  [
    `## ${title}`,
    method,
    `Measured on ${measuredAt.slice(0, 10)}: ${machineText(machine)}.${quick ? ' A quick run with smaller amounts.' : ''}`,
    ['| measure | value | goal | verdict | note |', '| --- | ---: | ---: | --- | --- |', ...figures.map(row)].join('\n'),
  ].join('\n\n');

/** The page `docs/benchmarks.md`. */
export const page = (sections: readonly Section[]): string =>
  `${[
    '# Benchmarks',
    'Written by `npm run bench`; do not edit by hand. A figure that misses its goal says **short**. Other programs ran on the machine meanwhile, so compare ratios and CPU times rather than seconds.',
    ...sections.map(sectionText),
  ].join('\n\n')}\n`;
