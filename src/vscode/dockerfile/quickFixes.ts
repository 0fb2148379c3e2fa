import * as l10n from '@vscode/l10n';
import {
  CodeAction,
  CodeActionKind,
  type Diagnostic,
  type Disposable,
  languages,
  type TextDocument,
  WorkspaceEdit,
} from 'vscode';
import { ignoreInFile, ignoreOnLine } from '../../core/dockerfile/features/ignoreFinding.js';
import type { Finding } from '../../core/dockerfile/lint/lint.js';
import type { TextEdit } from '../../core/dockerfile/textEdit.js';
import { dockerfiles, toEdits, toRange } from './convert.js';
import type { Documents } from './documents.js';
import { shows } from './findings.js';
import type { Linter } from './linter.js';

const fixAllKind = CodeActionKind.SourceFixAll.append('longshore');

/** The light bulb: fixes, the same fix everywhere, ways to silence a rule, the rule's page. */
export function registerQuickFixes(documents: Documents, linter: Linter): Disposable {
  return languages.registerCodeActionsProvider(
    dockerfiles,
    {
      provideCodeActions: async (document, range, { diagnostics, only }) => {
        if (only?.contains(fixAllKind)) return fixAllAction(document, linter);
        if (only && !only.contains(CodeActionKind.QuickFix)) return [];
        const all = (await linter.findings(document)) ?? [];
        const here = all.filter((finding) => toRange(finding.range).intersection(range) !== undefined);
        return here.flatMap((finding) => {
          const shown = diagnostics.filter((diagnostic) => shows(diagnostic, finding));
          return actionsFor({ document, documents, linter, finding, all, shown });
        });
      },
    },
    { providedCodeActionKinds: [CodeActionKind.QuickFix, fixAllKind] },
  );
}

interface Place {
  readonly document: TextDocument;
  readonly documents: Documents;
  readonly linter: Linter;
  readonly finding: Finding;
  readonly all: readonly Finding[];
  readonly shown: readonly Diagnostic[];
}

function actionsFor(place: Place): CodeAction[] {
  const { document, linter, finding, all } = place;
  const fix = finding.fix();
  const actions: CodeAction[] = [];
  if (fix) {
    const action = edit(place, fix.title, fix.edits);
    action.isPreferred = true;
    actions.push(action);
  }
  for (const { title, edits } of finding.alternatives()) actions.push(edit(place, title, edits));
  const same = all.filter(({ rule }) => rule === finding.rule);
  if (fix && same.length > 1)
    actions.push(
      edit(
        place,
        l10n.t('Fix all "{0}" in this file', finding.code),
        linter.fixAll(document, new Set([finding.rule.id])),
      ),
    );
  return [...actions, ...silencers(place)];
}

function silencers(place: Place): CodeAction[] {
  const { document, documents, finding, shown } = place;
  const { code, rule, range } = finding;
  const parsed = documents.get(document);
  const turnOff = command(
    l10n.t('Turn off "{0}" in the settings', code),
    shown,
    'longshore.dockerfile.turnOffRule',
    code,
    document.uri,
  );
  const page = command(l10n.t('Open the page of "{0}"', code), shown, 'longshore.dockerfile.openRule', rule.id);
  return [
    edit(place, l10n.t('Ignore "{0}" for this instruction', code), [ignoreOnLine(parsed, code, range.start.line)]),
    edit(place, l10n.t('Ignore "{0}" in this file', code), [ignoreInFile(parsed, code)]),
    turnOff,
    page,
  ];
}

function edit({ document, shown }: Place, title: string, edits: readonly TextEdit[]): CodeAction {
  const action = new CodeAction(title, CodeActionKind.QuickFix);
  action.edit = new WorkspaceEdit();
  action.edit.set(document.uri, toEdits(edits));
  action.diagnostics = [...shown];
  return action;
}

function command(title: string, shown: readonly Diagnostic[], id: string, ...args: unknown[]): CodeAction {
  const action = new CodeAction(title, CodeActionKind.QuickFix);
  action.command = { title, command: id, arguments: args };
  action.diagnostics = [...shown];
  return action;
}

function fixAllAction(document: TextDocument, linter: Linter): CodeAction[] {
  const edits = linter.fixAll(document);
  if (edits.length === 0) return [];
  const action = new CodeAction(l10n.t('Fix all Dockerfile problems'), fixAllKind);
  action.edit = new WorkspaceEdit();
  action.edit.set(document.uri, toEdits(edits));
  return [action];
}
