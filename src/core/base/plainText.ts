const controls = /[\u0000-\u001f\u007f-\u009f\u2028\u2029]+/g;
const invisibleDirections = /[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]/g;

/** Foreign text fit for one line: control characters become a space, and marks that reorder text for the eye are gone. */
export function plainText(text: string): string {
  return text.replace(controls, ' ').replace(invisibleDirections, '').trim();
}

/** Foreign text fit for a notification or under an input box, where the editor makes links, also to commands, of `[words](target)`. */
export function withoutLinks(text: string): string {
  return plainText(text).replaceAll('](', '] (');
}

/** Foreign text fit for a row of a picker and the name of a terminal, where the editor makes icons of `$(name)`. */
export function withoutIcons(text: string): string {
  return plainText(text).replaceAll('$(', '$ (');
}
