import { window } from 'vscode';

export interface FilterQuestion {
  readonly title: string;
  readonly prompt: string;
  readonly value: string;
  /** Called with each text on the way. */
  preview(text: string): void;
}

/** Asks for a filter while the rows follow what is typed; undefined when the person leaves without accepting. */
export function askFilter({ title, prompt, value, preview }: FilterQuestion): Promise<string | undefined> {
  const box = window.createInputBox();
  Object.assign(box, { title, prompt, value });
  return new Promise((resolve) => {
    box.onDidChangeValue(preview);
    box.onDidAccept(() => {
      resolve(box.value);
      box.hide();
    });
    box.onDidHide(() => {
      resolve(undefined);
      box.dispose();
    });
    box.show();
  });
}
