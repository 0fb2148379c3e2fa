/**
 * Lists containers by one raw API call and follows the event stream with one raw request: a floor for measurements.
 * Shown in one view, and in another place beside images and a view of two rows, as many views as Longshore has.
 */
const http = require('node:http');
const vscode = require('vscode');

const socketPath = process.env.LONGSHORE_BENCH_SOCKET;
const rows = new Map();
const changed = new vscode.EventEmitter();
let started;

exports.activate = ({ subscriptions }) => {
  const containers = async () => {
    started ??= start();
    await started;
    return [...rows.values()].sort();
  };
  subscriptions.push(
    show('floor.containers', containers),
    show('three.containers', containers),
    show('three.images', images),
    show('three.registries', () => ['one', 'two']),
  );
};

function show(id, getChildren) {
  const getTreeItem = (name) => new vscode.TreeItem(name);
  const treeDataProvider = { onDidChangeTreeData: changed.event, getTreeItem, getChildren };
  return vscode.window.createTreeView(id, { treeDataProvider });
}

async function images() {
  const all = JSON.parse(await read('/images/json'));
  return all.flatMap(({ RepoTags }) => RepoTags ?? []).sort();
}

function start() {
  follow();
  return list();
}

async function list() {
  const containers = JSON.parse(await read('/containers/json?all=1'));
  for (const { Id, Names } of containers) rows.set(Id, Names[0].slice(1));
}

function follow() {
  http.get({ socketPath, path: '/events?filters={"type":["container"]}' }, (answer) => {
    answer.on('data', (chunk) => {
      for (const line of chunk.toString().split('\n').filter(Boolean)) {
        const { Action, Actor } = JSON.parse(line);
        if (Action === 'create') rows.set(Actor.ID, Actor.Attributes.name);
        if (Action === 'destroy') rows.delete(Actor.ID);
      }
      changed.fire(undefined);
    });
  });
}

function read(path) {
  return new Promise((resolve, reject) => {
    http
      .get({ socketPath, path }, (answer) => {
        let text = '';
        answer.setEncoding('utf8');
        answer.on('data', (chunk) => {
          text += chunk;
        });
        answer.on('end', () => resolve(text));
      })
      .on('error', reject);
  });
}
