/** A text of the manifest in every language of the interface; one place, so none can be forgotten. */
export interface Text {
  readonly en: string;
  readonly ko: string;
}
