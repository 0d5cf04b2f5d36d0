export const libraryKeys = {
  all: ['libraries'] as const,
  folders: (path: string) => ['folders', path] as const,
};
