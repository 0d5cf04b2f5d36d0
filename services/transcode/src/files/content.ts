/** The exact bytes that something is made of. */
export interface Content {
  fileId: string;
  bytes: number;
  modifiedAt: string;
}

export const isContentOf = (file: Omit<Content, 'fileId'>, content: Omit<Content, 'fileId'>): boolean =>
  file.bytes === content.bytes && Date.parse(file.modifiedAt) === Date.parse(content.modifiedAt);
