import {
  CompletionItem,
  CompletionItemKind,
  CompletionItemTag,
  type Disposable,
  Hover,
  languages,
  MarkdownString,
  ParameterInformation,
  type Position,
  Range,
  SignatureHelp,
  SignatureInformation,
  SnippetString,
} from 'vscode';
import type { RuleName } from '../../core/dockerfile/features/completion/comments.js';
import { complete, triggerCharacters } from '../../core/dockerfile/features/completion/complete.js';
import type { Completion } from '../../core/dockerfile/features/completion/completion.js';
import { hover } from '../../core/dockerfile/features/hover.js';
import { type Signature, signatureHelp } from '../../core/dockerfile/features/signatureHelp.js';
import { dockerfiles, fromPosition, toRange } from './convert.js';
import type { Documents } from './documents.js';

/** Completion, hover and signature help from the file alone. */
export function registerAssistance(documents: Documents, rules: () => readonly RuleName[]): Disposable[] {
  return [
    languages.registerCompletionItemProvider(
      dockerfiles,
      {
        provideCompletionItems: (document, position) =>
          complete(documents.get(document), fromPosition(position), rules()).map((completion, index) =>
            toItem(completion, index, position, 'language'),
          ),
        resolveCompletionItem: (item) => {
          const { documentation } = (item as Item).completion;
          const text = documentation?.();
          if (text !== undefined) item.documentation = new MarkdownString(text);
          return item;
        },
      },
      ...triggerCharacters,
    ),
    languages.registerHoverProvider(dockerfiles, {
      provideHover: (document, position) => {
        const found = hover(documents.get(document), fromPosition(position), rules());
        return found && new Hover(new MarkdownString(found.text), toRange(found.range));
      },
    }),
    languages.registerSignatureHelpProvider(
      dockerfiles,
      {
        provideSignatureHelp: (document, position) => {
          const found = signatureHelp(documents.get(document), fromPosition(position));
          if (!found) return undefined;
          const help = new SignatureHelp();
          help.signatures = found.signatures.map(toSignature);
          help.activeSignature = found.activeSignature;
          help.activeParameter = found.activeParameter;
          return help;
        },
      },
      ...' -[,=:@/"',
    ),
  ];
}

interface Item extends CompletionItem {
  completion: Completion;
}

const kinds: Record<Completion['kind'], CompletionItemKind> = {
  instruction: CompletionItemKind.Keyword,
  flag: CompletionItemKind.Property,
  option: CompletionItemKind.Property,
  value: CompletionItemKind.Value,
  stage: CompletionItemKind.Module,
  variable: CompletionItemKind.Variable,
  image: CompletionItemKind.Class,
  tag: CompletionItemKind.EnumMember,
  file: CompletionItemKind.File,
  folder: CompletionItemKind.Folder,
  rule: CompletionItemKind.EnumMember,
  directive: CompletionItemKind.Keyword,
};

/** Which list of offers stands above which where several providers offer something. */
export type Rank = 'files' | 'language' | 'registry';

const ranks: Record<Rank, number> = { files: 0, language: 1, registry: 2 };

/** An offer as the editor shows it, at its place in its list. */
export function toItem(completion: Completion, index: number, cursor: Position, rank: Rank): CompletionItem {
  const { label, detail, kind, insert, isSnippet, filter, goesOn, isDeprecated } = completion;
  const item = new CompletionItem({ label, ...(detail && { description: detail }) }, kinds[kind]) as Item;
  const replacing = toRange(completion.range);
  item.completion = completion;
  item.insertText = isSnippet ? new SnippetString(insert) : insert;
  item.range = { replacing, inserting: new Range(replacing.start, cursor) };
  item.sortText = ranks[rank] + String(index).padStart(4, '0');
  if (filter !== undefined) item.filterText = filter;
  if (goesOn) item.command = { command: 'editor.action.triggerSuggest', title: '' };
  if (isDeprecated) item.tags = [CompletionItemTag.Deprecated];
  return item;
}

function toSignature({ label, documentation, parameters }: Signature): SignatureInformation {
  const information = new SignatureInformation(label, documentation);
  information.parameters = parameters.map(
    (parameter) => new ParameterInformation(parameter.label, parameter.documentation),
  );
  return information;
}
