/** Writes, for each change of a document, the longest time that the extension host stood still around it. */
const { appendFileSync, writeFileSync } = require('node:fs');
const vscode = require('vscode');

const file = process.env.LONGSHORE_BENCH_PROBE;
const before = 100;
const after = 700;
let last = performance.now();
let gaps = [];

exports.activate = (context) => {
  writeFileSync(file, '');
  const timer = setInterval(tick, 1);
  const changes = vscode.workspace.onDidChangeTextDocument(({ document, contentChanges }) => {
    if (document.languageId === 'dockerfile' && contentChanges.length > 0) report(performance.now());
  });
  context.subscriptions.push(changes, { dispose: () => clearInterval(timer) });
};

function tick() {
  const now = performance.now();
  gaps.push({ end: now, length: now - last });
  last = now;
  if (gaps.length > 5000) gaps = gaps.slice(-2500);
}

function report(at) {
  setTimeout(() => {
    const near = gaps.filter(({ end }) => end > at - before && end < at + after);
    appendFileSync(file, `${Math.max(...near.map(({ length }) => length))}\n`);
  }, after);
}
