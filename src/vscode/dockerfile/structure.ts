import {
  type CancellationToken,
  type Disposable,
  DocumentLink,
  DocumentSymbol,
  FoldingRange,
  FoldingRangeKind,
  languages,
  SelectionRange,
  type SemanticTokens,
  SemanticTokensBuilder,
  SemanticTokensLegend,
  SymbolKind,
  SymbolTag,
  type TextDocument,
  Uri,
  workspace,
} from 'vscode';
import { rest, runInSlices, type Steps } from '../../core/base/slices.js';
import { type Fold, foldingRanges } from '../../core/dockerfile/features/folding.js';
import { documentLinks, type Link } from '../../core/dockerfile/features/links.js';
import { type OutlineItem, outlineInSteps } from '../../core/dockerfile/features/outline.js';
import { selectionRanges } from '../../core/dockerfile/features/selection.js';
import { semanticTokensInSteps, tokenModifiers, tokenTypes } from '../../core/dockerfile/features/semanticTokens.js';
import type { Range } from '../../core/dockerfile/range.js';
import type { BuildContexts } from '../base/buildContexts.js';
import { dockerfiles, fromPosition, toRange } from './convert.js';
import type { Documents } from './documents.js';

/** Outline, folding, selection, semantic colours and links. */
export function registerStructure(documents: Documents, contexts: BuildContexts): Disposable[] {
  const legend = new SemanticTokensLegend([...tokenTypes], [...tokenModifiers]);
  return [
    languages.registerDocumentSymbolProvider(dockerfiles, {
      provideDocumentSymbols: (document, token) => inSlices(symbolsInSteps(document, documents), token),
    }),
    languages.registerFoldingRangeProvider(dockerfiles, {
      provideFoldingRanges: async (document, _context, token) => {
        await rest();
        return token.isCancellationRequested ? [] : foldingRanges(documents.get(document)).map(toFold);
      },
    }),
    languages.registerSelectionRangeProvider(dockerfiles, {
      provideSelectionRanges: (document, positions) =>
        positions.map((position) => toSelection(selectionRanges(documents.get(document), fromPosition(position)))),
    }),
    languages.registerDocumentSemanticTokensProvider(
      dockerfiles,
      {
        provideDocumentSemanticTokens: (document, token) => inSlices(tokensInSteps(document, documents, legend), token),
      },
      legend,
    ),
    languages.registerDocumentLinkProvider(dockerfiles, {
      provideDocumentLinks: async (document, token) => {
        await rest();
        if (token.isCancellationRequested) return [];
        const context = contexts.of(document.uri);
        const links = documentLinks(documents.get(document));
        const found = await Promise.all(links.slice(0, maxLinks).map((link) => toLink(context, link, token)));
        return found.filter((link) => link !== undefined);
      },
    }),
  ];
}

/** Work over a whole file, between which keystrokes go; nothing where the editor gave the request up. */
function inSlices<T>(steps: Steps<T>, token: CancellationToken): Promise<T | undefined> {
  return runInSlices(steps, () => !token.isCancellationRequested);
}

function* symbolsInSteps(document: TextDocument, documents: Documents): Steps<DocumentSymbol[]> {
  const symbols: DocumentSymbol[] = [];
  for (const item of yield* outlineInSteps(documents.get(document))) {
    symbols.push(toSymbol(item));
    yield;
  }
  return symbols;
}

function* tokensInSteps(
  document: TextDocument,
  documents: Documents,
  legend: SemanticTokensLegend,
): Steps<SemanticTokens> {
  const builder = new SemanticTokensBuilder(legend);
  for (const token of yield* semanticTokensInSteps(documents.get(document))) {
    const { line, character, length, type, modifiers } = token;
    const bits = modifiers.reduce((sum, modifier) => sum | (1 << tokenModifiers.indexOf(modifier)), 0);
    builder.push(line, character, length, tokenTypes.indexOf(type), bits);
    yield;
  }
  return builder.build();
}

/** Each link to a file asks whether it is there. */
const maxLinks = 200;

const symbolKinds: Record<OutlineItem['kind'], SymbolKind> = {
  directive: SymbolKind.Property,
  stage: SymbolKind.Module,
  instruction: SymbolKind.Function,
  variable: SymbolKind.Variable,
};

function toSymbol({ name, detail, kind, range, selection, isDeprecated, children }: OutlineItem): DocumentSymbol {
  const symbol = new DocumentSymbol(name, detail, symbolKinds[kind], toRange(range), toRange(selection));
  if (isDeprecated) symbol.tags = [SymbolTag.Deprecated];
  symbol.children = children.map(toSymbol);
  return symbol;
}

const foldKinds: Partial<Record<Fold['kind'], FoldingRangeKind>> = {
  comment: FoldingRangeKind.Comment,
  region: FoldingRangeKind.Region,
};

function toFold({ start, end, kind }: Fold): FoldingRange {
  return new FoldingRange(start, end, foldKinds[kind]);
}

function toSelection(ranges: readonly Range[]): SelectionRange {
  const outermost = ranges.at(-1) ?? { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } };
  const outer = ranges.slice(0, -1).reverse();
  return outer.reduce(
    (parent, range) => new SelectionRange(toRange(range), parent),
    new SelectionRange(toRange(outermost)),
  );
}

/** Links to files are to those that are there, looked for in the build context. */
async function toLink(
  context: Uri | undefined,
  link: Link,
  token: CancellationToken,
): Promise<DocumentLink | undefined> {
  if ('url' in link) return new DocumentLink(toRange(link.range), Uri.parse(link.url));
  if (!context || token.isCancellationRequested) return undefined;
  const target = Uri.joinPath(context, link.path);
  try {
    await workspace.fs.stat(target);
  } catch {
    return undefined;
  }
  return new DocumentLink(toRange(link.range), target);
}
