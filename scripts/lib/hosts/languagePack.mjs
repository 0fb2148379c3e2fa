/** A language pack without a text: VS Code stays English, and extensions speak the language. */
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';

/** Writes the pack where a server with this folder of user data looks for it. */
export function writeLanguagePack(userFolder, language) {
  mkdirSync(userFolder, { recursive: true });
  const texts = path.join(userFolder, `${language}.i18n.json`);
  writeFileSync(texts, JSON.stringify({ contents: {} }));
  const extensions = [{ extensionIdentifier: { id: `longshore-tests.${language}` }, version: '1.0.0' }];
  const pack = { hash: language, label: language, extensions, translations: { vscode: texts } };
  writeFileSync(path.join(userFolder, 'languagepacks.json'), JSON.stringify({ [language]: pack }));
}
