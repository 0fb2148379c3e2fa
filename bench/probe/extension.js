/**
 * Writes, for each change of a document, the longest time that the extension host stood still around it, and the most
 * that it worked in such a time: where the rest of the machine is busy, it also stands still waiting for a processor.
 */
const { appendFileSync, writeFileSync } = require('node:fs');
const vscode = require('vscode');

const file = process.env.LONGSHORE_BENCH_PROBE;
const before = 100;
const after = 700;
let last = performance.now();
let worked = processorTime();
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
  const total = processorTime();
  gaps.push({ end: now, length: now - last, work: total - worked });
  last = now;
  worked = total;
  if (gaps.length > 5000) gaps = gaps.slice(-2500);
}

function report(at) {
  setTimeout(() => {
    const near = gaps.filter(({ end }) => end > at - before && end < at + after);
    const most = (key) => Math.max(...near.map((gap) => gap[key]));
    appendFileSync(file, `${most('length')} ${most('work')}\n`);
  }, after);
}

/** Milliseconds that this thread has had a processor. */
function processorTime() {
  const { user, system } = process.threadCpuUsage();
  return (user + system) / 1000;
}
